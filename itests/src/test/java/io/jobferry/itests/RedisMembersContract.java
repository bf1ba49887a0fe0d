package io.jobferry.itests;

import io.jobferry.redisqueue.LeaseOver;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;

/** The contract on core-queue's keys, where jobs whose lease ended come again. */
abstract class RedisMembersContract extends RedisContract {
    RedisMembersContract(String server, RedisEnvelope envelope) {
        super(
                server,
                RedisLayout.DEFAULT
                        .withEnvelope(envelope)
                        .withKeyPrefix("app:test")
                        .withLeaseOver(LeaseOver.WAITING));
    }
}
