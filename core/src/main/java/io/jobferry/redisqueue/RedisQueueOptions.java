package io.jobferry.redisqueue;

import java.time.Duration;

/**
 * Where a Redis is and how to talk to it. Start from {@link #of}.
 *
 * @param server {@code host} or {@code host:port}; port 6379 if none is given
 * @param connectTimeout the longest time to make a connection
 * @param commandTimeout the longest time for a reply; after it the connection is given up
 * @param lease how long a reserved job is ours without an extension; counted in microseconds by the server's clock
 */
public record RedisQueueOptions(String server, Duration connectTimeout, Duration commandTimeout, Duration lease) {
    public RedisQueueOptions {
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("lease is not above zero: " + lease);
        }
    }

    /** 5 s to connect, 10 s a command, leases of 60 s. */
    public static RedisQueueOptions of(String server) {
        return new RedisQueueOptions(server, Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    public RedisQueueOptions withConnectTimeout(Duration value) {
        return new RedisQueueOptions(server, value, commandTimeout, lease);
    }

    public RedisQueueOptions withCommandTimeout(Duration value) {
        return new RedisQueueOptions(server, connectTimeout, value, lease);
    }

    public RedisQueueOptions withLease(Duration value) {
        return new RedisQueueOptions(server, connectTimeout, commandTimeout, value);
    }
}
