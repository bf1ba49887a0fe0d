package io.jobferry.itests;

import static org.awaitility.Awaitility.await;

import io.jobferry.kafka.ChildProcess;
import io.jobferry.kafka.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A primary, its replica, and one sentinel, whose word is enough for a failover. */
final class RedisSentinel implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestServer primary;
    private final TestServer replica;
    private final Path directory;
    private final int port = Loopback.freePort();
    private final ChildProcess process;

    private RedisSentinel(Path binary) {
        primary = Servers.start(ServerKind.REDIS);
        HostAndPort address = HostAndPort.from(primary.address());
        replica = Servers.start(
                ServerKind.REDIS,
                "--replicaof",
                address.getHost() + " " + address.getPort(),
                "--repl-diskless-sync-delay",
                "0");
        try {
            directory = Files.createTempDirectory("jobferry-sentinel");
            Path configuration = Files.writeString(
                    directory.resolve("sentinel.conf"),
                    String.join(
                            "\n",
                            "bind " + Loopback.ADDRESS,
                            "port " + port,
                            "dir " + directory,
                            "sentinel monitor jobs " + address.getHost() + " " + address.getPort() + " 1",
                            "sentinel down-after-milliseconds jobs 1000",
                            "sentinel failover-timeout jobs 10000",
                            ""));
            process = ChildProcess.start(
                    "sentinel", List.of(binary.toString(), configuration.toString(), "--sentinel"), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("the sentinel knows the replica")
                .atMost(SOON)
                .ignoreExceptions() // it does not listen yet
                .until(() -> {
                    try (Jedis sentinel = new Jedis(Loopback.ADDRESS, port)) {
                        return sentinel.sentinelReplicas("jobs").size() == 1;
                    }
                });
    }

    /** Waits until the replica has what the primary has. */
    void awaitCopy() {
        await("the replica has a link to its primary").atMost(SOON).until(() -> {
            try (Jedis client = new Jedis(HostAndPort.from(replica.address()))) {
                return client.info("replication").contains("master_link_status:up");
            }
        });
        await("the replica has what the primary has").atMost(SOON).until(() -> {
            try (Jedis client = new Jedis(HostAndPort.from(primary.address()))) {
                return client.waitReplicas(1, 1_000) == 1;
            }
        });
    }

    /** All three, which know each other. Close it. */
    static RedisSentinel start() {
        return new RedisSentinel(Servers.binary(ServerKind.REDIS)
                .orElseThrow(() -> new IllegalStateException("a sentinel needs the binary of redis-server")));
    }

    String uri() {
        return "redis-sentinel://" + Loopback.ADDRESS + ":" + port + "?sentinelMasterId=jobs";
    }

    /** Makes the replica the primary and the primary a replica; returns once both are. */
    void failover() {
        try (Jedis sentinel = new Jedis(Loopback.ADDRESS, port)) {
            sentinel.sentinelFailover("jobs");
        }
        awaitRole(replica, "master");
        awaitRole(primary, "slave");
    }

    /** A sentinel ends the clients of a server that it makes a replica: also this one, while it asks. */
    private static void awaitRole(TestServer server, String role) {
        await().atMost(SOON)
                .ignoreExceptionsInstanceOf(JedisConnectionException.class)
                .until(() -> {
                    try (Jedis client = new Jedis(HostAndPort.from(server.address()))) {
                        return client.info("replication").contains("role:" + role);
                    }
                });
    }

    TestServer primary() {
        return primary;
    }

    TestServer replica() {
        return replica;
    }

    @Override
    public void close() {
        process.close();
        primary.close();
        replica.close();
        ServerProcess.delete(directory);
    }
}
