package io.jobferry.itests;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.redisqueue.LeaseOver;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import io.jobferry.testkit.ConsumerContract;

/** The consumer's contract on Redis; the lease is the source's. */
abstract class RedisConsumerContract extends ConsumerContract {
    private final RedisQueueOptions options;

    RedisConsumerContract(String server, RedisEnvelope envelope) {
        options = RedisQueueOptions.of(server)
                .withLayout(RedisLayout.DEFAULT
                        .withEnvelope(envelope)
                        .withLeaseOver(LeaseOver.WAITING)
                        .withLease(SHORT_LEASE));
    }

    @Override
    protected Backend open() {
        return new RedisQueueBackend(options);
    }

    @Override
    protected PutOptions shortLease() {
        return PutOptions.none();
    }
}
