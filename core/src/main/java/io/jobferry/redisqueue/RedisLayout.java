package io.jobferry.redisqueue;

import java.time.Duration;
import java.util.Objects;

/**
 * What a queue's keys look like. Start from {@link #DEFAULT}.
 *
 * @param keyPrefix what stands before a queue's name and a colon ({@code app:env}); empty for nothing
 * @param lease how long a reserved job is ours without an extension; counted in microseconds by the server's clock
 */
public record RedisLayout(String keyPrefix, Duration lease) {
    /** No prefix, leases of 60 s. */
    public static final RedisLayout DEFAULT = new RedisLayout("", Duration.ofSeconds(60));

    public RedisLayout {
        Objects.requireNonNull(keyPrefix, "keyPrefix");
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("lease is not above zero: " + lease);
        }
    }

    public RedisLayout withKeyPrefix(String value) {
        return new RedisLayout(value, lease);
    }

    public RedisLayout withLease(Duration value) {
        return new RedisLayout(keyPrefix, value);
    }
}
