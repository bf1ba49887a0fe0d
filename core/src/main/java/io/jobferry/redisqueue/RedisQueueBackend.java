package io.jobferry.redisqueue;

import io.jobferry.Backend;
import io.jobferry.JobLabel;
import io.jobferry.JobLimits;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.PutOptions;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.RespLine;
import io.jobferry.jedis.Whereabouts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Redis lists as queues, in one of two shapes, see {@link RedisLayout}: core-queue's keys and envelopes, on which Go
 * processes with core-queue work too; or plain lists ({@link RedisEnvelope#RAW}), where a job is one element, its body
 * the element's bytes, and programs that know nothing of Jobferry push ({@code LPUSH}) and pop ({@code BRPOP}) beside it.
 * Redis 6.2 or newer. Any thread.
 *
 * <pre>{@code
 * try (Backend backend = new RedisQueueBackend(RedisQueueOptions.of("localhost"));
 *         JobSink mail = backend.sink("mail")) {
 *     mail.put(new NewJob(Body.utf8("hello"), RedisPut.DEFAULT.withKey("greeting").withMaxAttempts(5)));
 * }
 * }</pre>
 *
 * <p>Jobs move on when a source of their queue reserves: delayed ones that are due, and those whose lease ended. A job
 * that is not what the envelope says goes to the dead as it is. One without a UniqueId has an id made from its content,
 * the same at every attempt; two that say the same have the same. What a plain list cannot hold stands in keys of our own
 * beside it ({@code {mail}:jobferry:reserved}, …), which only Jobferry knows.
 */
public final class RedisQueueBackend implements Backend {
    private static final Logger LOG = LoggerFactory.getLogger(RedisQueueBackend.class);

    private final RedisQueueOptions options;
    private final Whereabouts where;
    private final Openings openings = new Openings();

    /**
     * A backend on this server; does not connect.
     *
     * @throws IllegalArgumentException if the server's address is malformed, or a time-out not above zero
     */
    public RedisQueueBackend(RedisQueueOptions options) {
        this.options = options;
        this.where = RedisAddress.of(options);
        if (where.showsPassword()) {
            LOG.warn("the password goes to {} without TLS, for everybody between to read", where.name());
        }
    }

    @Override
    public String name() {
        return where.name();
    }

    /** What its queues are called, and what lies in them. */
    public RedisLayout layout() {
        return options.layout();
    }

    @Override
    public JobSource source(List<String> queues) {
        if (queues.isEmpty()) {
            throw new IllegalArgumentException("a source needs a queue");
        }
        return new RedisSource(queues, options.layout(), where, openings);
    }

    @Override
    public JobSink sink(String queue) {
        RedisLayout layout = options.layout();
        return switch (layout.envelope()) {
            case RAW -> new RedisSink(RedisKeys.of(layout.keyPrefix(), queue), layout.popFrom(), where, openings);
            case GOB, JSON -> new MemberSink(MemberKeys.of(layout, queue), layout, where, openings);
        };
    }

    @Override
    public QueueAdmin admin(String queue) {
        RedisLayout layout = options.layout();
        return switch (layout.envelope()) {
            case RAW -> new RedisAdmin(RedisKeys.of(layout.keyPrefix(), queue), layout.popFrom(), where, openings);
            case GOB, JSON -> new MemberAdmin(MemberKeys.of(layout, queue), layout, where, openings);
        };
    }

    /** {@link RedisPut} with this label; empty if jobs are raw. */
    @Override
    public Optional<PutOptions> labelled(JobLabel label, Duration delay) {
        if (options.layout().envelope() == RedisEnvelope.RAW) {
            return Optional.empty();
        }
        JobLimits limits = label.limits();
        RedisPut put = RedisPut.DEFAULT
                .withDelay(delay)
                .withKey(label.key())
                .withMaxAttempts(limits.maxAttempts().orElse(RedisPut.DEFAULT.maxAttempts()))
                .withBackoff(limits.backoff().orElse(Duration.ZERO));
        if (label.uniqueId() != null) {
            put = put.withUniqueId(label.uniqueId());
        }
        return Optional.of(limits.handleTimeout().map(put::withHandleTimeout).orElse(put));
    }

    /**
     * A client of one queue, for what only core-queue has.
     *
     * @throws IllegalArgumentException if jobs are raw: core-queue has none
     */
    public RedisQueueClient client(String queue) {
        RedisLayout layout = options.layout();
        if (layout.envelope() == RedisEnvelope.RAW) {
            throw new IllegalArgumentException("raw jobs have none of core-queue's channels: " + queue);
        }
        return new RedisQueueClient(MemberKeys.of(layout, queue), where, openings);
    }

    /**
     * Forgets raw jobs of a queue, wherever they are; who holds one finds it gone. Returns how many of them there were.
     *
     * @throws QueueException if the server cannot be reached or broke off; some may be forgotten
     * @throws IllegalArgumentException if jobs are not raw: then an id may be of several
     */
    public long forget(String queue, List<String> ids) {
        RedisKeys keys = rawKeys(queue);
        try (RespLine line = new RespLine(where)) {
            long forgotten = 0;
            for (List<String> part : Script.parts(ids)) {
                List<byte[]> arguments = part.stream()
                        .map(id -> id.getBytes(StandardCharsets.UTF_8))
                        .toList();
                forgotten += Script.FORGET.run(line, keys.all(), arguments).integer();
            }
            return forgotten;
        }
    }

    /**
     * A plain list of this name, for jobs that are put once each.
     *
     * @throws IllegalArgumentException if jobs are not raw
     */
    public NumberedList numbered(String queue) {
        return new NumberedList(rawKeys(queue), options.layout().popFrom(), where, openings);
    }

    private RedisKeys rawKeys(String queue) {
        RedisLayout layout = options.layout();
        if (layout.envelope() != RedisEnvelope.RAW) {
            throw new IllegalArgumentException("jobs are not raw: " + queue);
        }
        return RedisKeys.of(layout.keyPrefix(), queue);
    }

    /**
     * What INFO says in one section, {@code persistence}.
     *
     * @throws QueueException if the server cannot be reached or does not tell us
     */
    public String info(String section) {
        try (RespLine line = new RespLine(where)) {
            return line.call(new CommandArguments(Command.INFO).add(section)).text();
        }
    }

    @Override
    public void close() {
        openings.closeAll();
    }
}
