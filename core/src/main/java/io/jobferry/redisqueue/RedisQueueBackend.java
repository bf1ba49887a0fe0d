package io.jobferry.redisqueue;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.QueueAdmin;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.RespServer;
import java.util.List;

/**
 * Plain Redis lists as queues: the start of the Redis backend, not yet found by {@link io.jobferry.Queues}. A job is
 * one element, its body the element's bytes; programs that know nothing of Jobferry push ({@code LPUSH}) and pop
 * ({@code BRPOP}) beside it. Redis 6.2 or newer. Any thread.
 *
 * <p>What a list cannot hold stands in keys of our own beside it ({@code {mail}:reserved}, {@code {mail}:delayed}, …),
 * which only Jobferry moves on: delayed jobs, jobs that failed before, and those whose worker died wait there until a
 * source of this queue reserves.
 */
public final class RedisQueueBackend implements Backend {
    private static final int DEFAULT_PORT = 6379;

    private final RedisQueueOptions options;
    private final RespServer server;
    private final Openings openings = new Openings();

    /** A backend on this server; does not connect. */
    public RedisQueueBackend(RedisQueueOptions options) {
        this.options = options;
        this.server = RespServer.parse(
                "redisqueue", options.server(), DEFAULT_PORT, options.connectTimeout(), options.commandTimeout());
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public JobSource source(List<String> queues) {
        if (queues.isEmpty()) {
            throw new IllegalArgumentException("a source needs a queue");
        }
        return new RedisSource(queues, server, options.lease(), openings);
    }

    @Override
    public JobSink sink(String queue) {
        return new RedisSink(RedisKeys.of(queue), server, openings);
    }

    @Override
    public QueueAdmin admin(String queue) {
        return new RedisAdmin(RedisKeys.of(queue), server, openings);
    }

    @Override
    public void close() {
        openings.closeAll();
    }
}
