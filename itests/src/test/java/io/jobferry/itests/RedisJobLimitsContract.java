package io.jobferry.itests;

import io.jobferry.Backend;
import io.jobferry.JobLimits;
import io.jobferry.PutOptions;
import io.jobferry.redisqueue.LeaseOver;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisPut;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import io.jobferry.testkit.JobLimitsContract;
import java.time.Duration;

/** What an envelope says about the work on its job. */
abstract class RedisJobLimitsContract extends JobLimitsContract {
    private final RedisQueueOptions options;

    RedisJobLimitsContract(TestServer redis, RedisEnvelope envelope) {
        options = RedisQueueOptions.of(redis.address())
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
    protected PutOptions limited(JobLimits limits) {
        return new RedisPut(
                Duration.ZERO,
                null,
                null,
                "",
                limits.handleTimeout().orElse(null),
                limits.backoff().orElse(Duration.ZERO),
                limits.maxAttempts().orElse(0));
    }
}
