package io.jobferry.redisqueue;

import io.jobferry.Tls;
import io.jobferry.jedis.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is, how to talk to it, and what its keys look like. Start from {@link #of}.
 *
 * @param server {@code host} or {@code host:port} (6379 if none is given), or the same after {@code redis://}; nodes of a
 *     Cluster, {@code redis-cluster://host:port,host:port}, which may send us to others that they name; or sentinels and
 *     what they call the primary, {@code redis-sentinel://host:port,host:port?sentinelMasterId=name} (26379 if none is
 *     given). With {@code rediss} for {@code redis} all of it is TLS
 * @param connectTimeout the longest time to make a connection, TLS handshake included
 * @param commandTimeout the longest time for a reply; after it the connection is given up
 * @param username whose password it is; null for Redis' default user
 * @param password what AUTH needs, also that of sentinels which ask for it; null for nothing
 * @param tls how to speak TLS; it is used where one is given, too; null for the JVM's default context
 * @param database the number of the database, from 0; a Cluster has no other
 * @param layout the keys and what is in them
 */
public record RedisQueueOptions(
        String server,
        Duration connectTimeout,
        Duration commandTimeout,
        @Nullable String username,
        @Nullable Secret password,
        @Nullable Tls tls,
        int database,
        RedisLayout layout) {
    public RedisQueueOptions {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(layout, "layout");
    }

    /**
     * The servers of addresses that were written with commas between them: what stands behind the URI of a cluster or of
     * sentinels, and is no URI itself, is one more host of these.
     */
    public static List<String> servers(List<String> addresses) {
        return RedisAddress.joined(addresses);
    }

    /** 5 s to connect, 10 s a command, no password, database 0, {@link RedisLayout#DEFAULT}. */
    public static RedisQueueOptions of(String server) {
        return new RedisQueueOptions(
                server, Duration.ofSeconds(5), Duration.ofSeconds(10), null, null, null, 0, RedisLayout.DEFAULT);
    }

    public RedisQueueOptions withConnectTimeout(Duration value) {
        return new RedisQueueOptions(server, value, commandTimeout, username, password, tls, database, layout);
    }

    public RedisQueueOptions withCommandTimeout(Duration value) {
        return new RedisQueueOptions(server, connectTimeout, value, username, password, tls, database, layout);
    }

    /** The same with the default user's password. */
    public RedisQueueOptions withPassword(String value) {
        return new RedisQueueOptions(
                server, connectTimeout, commandTimeout, null, Secret.of(value), tls, database, layout);
    }

    /** The same with a user of Redis' access lists. */
    public RedisQueueOptions withLogin(String user, String value) {
        return new RedisQueueOptions(
                server, connectTimeout, commandTimeout, user, Secret.of(value), tls, database, layout);
    }

    public RedisQueueOptions withTls(Tls value) {
        return new RedisQueueOptions(
                server, connectTimeout, commandTimeout, username, password, value, database, layout);
    }

    public RedisQueueOptions withDatabase(int value) {
        return new RedisQueueOptions(server, connectTimeout, commandTimeout, username, password, tls, value, layout);
    }

    public RedisQueueOptions withLayout(RedisLayout value) {
        return new RedisQueueOptions(server, connectTimeout, commandTimeout, username, password, tls, database, value);
    }
}
