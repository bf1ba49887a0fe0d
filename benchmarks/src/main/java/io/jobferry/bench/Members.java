package io.jobferry.bench;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.Queues;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.Jedis;

/**
 * How jobs lie in Redis: as their bare bodies, or in core-queue's envelope. Envelopes are copies of one that Jobferry
 * wrote, with other bodies in it: a program without an encoder puts as many bytes as Jobferry does.
 */
public final class Members {
    private static final String SAMPLE = "sample";

    /** Of the bodies of all suites with envelopes. */
    private static final int SIZE = 100;

    private final String key;
    private final byte[] before;
    private final byte[] behind;

    /**
     * Members.
     *
     * @param key where {@code %s} stands for the queue
     * @param before what stands before a body
     * @param behind what stands behind it
     */
    private Members(String key, byte[] before, byte[] behind) {
        this.key = key;
        this.before = before;
        this.behind = behind;
    }

    /** Those of the set-up's URI; bare bodies where it has none. */
    public static Members of(Setup setup) {
        if (setup.uri().isEmpty()) {
            return new Members("%s", new byte[0], new byte[0]);
        }
        byte[] body = Bodies.of(0, SIZE);
        try (Backend backend = Queues.open(setup.server());
                JobSink sink = backend.sink(SAMPLE);
                Jedis jedis = new Jedis(Setup.HOST, setup.port())) {
            sink.put(List.of(NewJob.of(Body.of(body))));
            String key = "{%s}:waiting";
            byte[] member = jedis.rpop(key.formatted(SAMPLE).getBytes(StandardCharsets.US_ASCII));
            return around(key, body, member);
        }
    }

    /** What stands around this body in this member. */
    static Members around(String key, byte[] body, byte[] member) {
        for (int from = 0; from + body.length <= member.length; from++) {
            int to = from + body.length;
            if (Arrays.equals(member, from, to, body, 0, body.length)) {
                return new Members(key, Arrays.copyOf(member, from), Arrays.copyOfRange(member, to, member.length));
            }
        }
        throw new IllegalStateException("body is not in its member of " + member.length + " bytes");
    }

    /** The list in which a queue's ready jobs lie. */
    public String list(String queue) {
        return key.formatted(queue);
    }

    /** The member for this body. */
    public byte[] of(byte[] body) {
        if (before.length + behind.length == 0) {
            return body;
        }
        byte[] member = Arrays.copyOf(before, before.length + body.length + behind.length);
        System.arraycopy(body, 0, member, before.length, body.length);
        System.arraycopy(behind, 0, member, before.length + body.length, behind.length);
        return member;
    }

    /** The body in this member. */
    public byte[] bodyOf(byte[] member) {
        return before.length + behind.length == 0
                ? member
                : Arrays.copyOfRange(member, before.length, member.length - behind.length);
    }
}
