package io.jobferry.connect.redisqueue;

import io.jobferry.Backend;
import io.jobferry.connect.ConnectorFixture;
import io.jobferry.connect.JobSinkConnector;
import io.jobferry.connect.JobSourceConnector;
import io.jobferry.kafka.LocalRedis;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueClient;
import io.jobferry.redisqueue.RedisQueueOptions;

/** The connectors on a redis-server of this machine. */
final class RedisQueueFixture implements ConnectorFixture {
    static final String USER = "carrier";
    static final String PASSWORD = "wide open";

    private final LocalRedis server;
    private final RedisQueueOptions options;
    private final RedisQueueBackend backend;

    private RedisQueueFixture(LocalRedis server, RedisQueueOptions options) {
        this.server = server;
        this.options = options;
        this.backend = new RedisQueueBackend(options);
    }

    static RedisQueueFixture open() {
        LocalRedis server = LocalRedis.start();
        return new RedisQueueFixture(server, RedisQueueOptions.of(server.address()));
    }

    /** A server that only the {@link #USER} with the {@link #PASSWORD} may use. */
    static RedisQueueFixture withUser() {
        LocalRedis server = LocalRedis.start(
                "--user", "default", "off", "--user", USER, "on", "allkeys", "allcommands", ">" + PASSWORD);
        return new RedisQueueFixture(
                server, RedisQueueOptions.of(server.address()).withLogin(USER, PASSWORD));
    }

    /** The same server seen by other keys; to be closed. */
    RedisQueueBackend backend(RedisLayout layout) {
        return new RedisQueueBackend(options.withLayout(layout));
    }

    /** What is in one queue, channel by channel; to be closed. */
    RedisQueueClient client(String queue) {
        return backend.client(queue);
    }

    /** The same in another database; to be closed. */
    RedisQueueBackend database(int number) {
        return new RedisQueueBackend(options.withDatabase(number));
    }

    @Override
    public String name() {
        return "redisqueue";
    }

    @Override
    public String scheme() {
        return "redis";
    }

    @Override
    public String tlsScheme() {
        return "rediss";
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public JobSourceConnector source() {
        return new RedisQueueSourceConnector();
    }

    @Override
    public JobSinkConnector sink() {
        return new RedisQueueSinkConnector();
    }

    @Override
    public Backend backend() {
        return backend;
    }

    @Override
    public void close() {
        backend.close();
        server.close();
    }
}
