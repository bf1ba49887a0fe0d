package io.jobferry.itests;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.PutOptions;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import io.jobferry.testkit.BackendContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract on Redis, where the lease is the source's. */
abstract class RedisContract extends BackendContract {
    private final RedisQueueOptions options;
    private final Backend shortLeases;

    RedisContract(String server, RedisLayout layout) {
        options = RedisQueueOptions.of(server).withLayout(layout);
        shortLeases = new RedisQueueBackend(options.withLayout(layout.withLease(SHORT_LEASE)));
    }

    @Override
    protected Backend open() {
        return new RedisQueueBackend(options);
    }

    @Override
    protected PutOptions shortLease() {
        return PutOptions.none();
    }

    @Override
    protected JobSource shortLeaseSource(List<String> queues) {
        return shortLeases.source(queues);
    }

    @AfterEach
    void closeShortLeases() {
        shortLeases.close();
    }
}
