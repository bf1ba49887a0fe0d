package io.jobferry.redisqueue;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.QueueAdmin;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.RespServer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plain Redis lists as queues: a job is one element, its body the element's bytes; programs that know nothing of Jobferry push ({@code LPUSH}) and pop
 * ({@code BRPOP}) beside it. Redis 6.2 or newer. Any thread.
 *
 * <p>What a list cannot hold stands in keys of our own beside it ({@code {mail}:reserved}, {@code {mail}:delayed}, …),
 * which only Jobferry moves on: delayed jobs, jobs that failed before, and those whose worker died wait there until a
 * source of this queue reserves.
 */
public final class RedisQueueBackend implements Backend {
    private static final Logger LOG = LoggerFactory.getLogger(RedisQueueBackend.class);

    private final RedisQueueOptions options;
    private final RespServer server;
    private final Openings openings = new Openings();

    /**
     * A backend on this server; does not connect.
     *
     * @throws IllegalArgumentException if the server's address is malformed, or a time-out not above zero
     */
    public RedisQueueBackend(RedisQueueOptions options) {
        this.options = options;
        this.server = RedisAddress.of(options);
        if (server.showsPassword()) {
            LOG.warn("the password goes to {} without TLS, for everybody between to read", server.name());
        }
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
        return new RedisSource(
                queues.stream().map(this::keys).toList(),
                server,
                options.layout().lease(),
                openings);
    }

    @Override
    public JobSink sink(String queue) {
        return new RedisSink(keys(queue), server, openings);
    }

    @Override
    public QueueAdmin admin(String queue) {
        return new RedisAdmin(keys(queue), server, openings);
    }

    @Override
    public void close() {
        openings.closeAll();
    }

    private RedisKeys keys(String queue) {
        return RedisKeys.of(options.layout().keyPrefix(), queue);
    }
}
