package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.Reservation;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import io.jobferry.testkit.BackendContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract on plain lists. */
abstract class RedisListContract extends BackendContract {
    private static final RedisLayout RAW = RedisLayout.DEFAULT.withEnvelope(RedisEnvelope.RAW);

    private final RedisQueueOptions options;
    private final Backend shortLeases;

    RedisListContract(String server) {
        options = RedisQueueOptions.of(server).withLayout(RAW);
        shortLeases = new RedisQueueBackend(options.withLayout(RAW.withLease(SHORT_LEASE)));
    }

    @Override
    protected Backend open() {
        return new RedisQueueBackend(options);
    }

    /** The lease is the source's. */
    @Override
    protected PutOptions shortLease() {
        return PutOptions.none();
    }

    @Override
    protected JobSource shortLeaseSource(List<String> queues) {
        return shortLeases.source(queues);
    }

    /** An element that anybody can push has no id until it is reserved. */
    @Override
    protected void assertIds(List<PutResult> puts, List<Reservation> reserved) {
        assertThat(puts).extracting(PutResult::id).containsOnly("");
        assertThat(reserved)
                .extracting(reservation -> reservation.job().id())
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @AfterEach
    void closeShortLeases() {
        shortLeases.close();
    }
}
