package io.jobferry.connect.redisqueue;

import io.jobferry.connect.ConnectorFixture;
import io.jobferry.connect.JobSinkConnector;
import io.jobferry.connect.JobSourceConnector;
import io.jobferry.kafka.LocalRedis;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueClient;
import io.jobferry.redisqueue.RedisQueueOptions;

/** The connectors on a redis-server of this machine. */
final class RedisQueueFixture extends ConnectorFixture {
    static final String USER = "carrier";
    static final String PASSWORD = "wide open";

    private final RedisQueueOptions options;

    private RedisQueueFixture(LocalRedis server, RedisQueueOptions options) {
        super("redisqueue", server.port(), new RedisQueueBackend(options), server::close);
        this.options = options;
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
        return ((RedisQueueBackend) backend()).client(queue);
    }

    /** The same in another database; to be closed. */
    RedisQueueBackend database(int number) {
        return new RedisQueueBackend(options.withDatabase(number));
    }

    @Override
    public String scheme() {
        return "redis";
    }

    @Override
    public JobSourceConnector source() {
        return new RedisQueueSourceConnector();
    }

    @Override
    public JobSinkConnector sink() {
        return new RedisQueueSinkConnector();
    }
}
