package io.jobferry.disque;

import io.jobferry.Body;
import io.jobferry.QueueException;
import io.jobferry.jedis.Reply;
import java.util.List;
import java.util.OptionalLong;

/**
 * A job as GETJOB delivers it, and QPEEK shows it.
 *
 * @param queue the queue that it lies in
 * @param id 40 characters
 * @param body the bytes
 * @param nacks how often it was sent back by NACK; empty unless asked for
 * @param additionalDeliveries how often it was queued again for any other reason; empty unless asked for
 */
public record DisqueJob(String queue, String id, Body body, OptionalLong nacks, OptionalLong additionalDeliveries) {
    /** From queue, id, body, and with counters "nacks", n, "additional-deliveries", n. */
    static DisqueJob of(Reply element) {
        List<Reply> parts = element.atLeast(3);
        boolean counted = parts.size() >= 7;
        String id = parts.get(1).text();
        if (id.isEmpty()) {
            throw new QueueException(QueueException.Kind.PROTOCOL, "reply has a job without an id");
        }
        return new DisqueJob(
                parts.get(0).text(),
                id,
                Body.of(parts.get(2).bytes()),
                counted ? OptionalLong.of(parts.get(4).integer()) : OptionalLong.empty(),
                counted ? OptionalLong.of(parts.get(6).integer()) : OptionalLong.empty());
    }

    static List<DisqueJob> all(Reply reply) {
        return reply.list().stream().map(DisqueJob::of).toList();
    }

    /** The first eight digits of the id of the node that made this job. */
    static String maker(String jobId) {
        return jobId.length() < 10 ? "" : jobId.substring(2, 10);
    }

    /** RETRY 0, which the id tells: its last four digits, the TTL in minutes, are even. Never delivered again. */
    static boolean isAtMostOnce(String jobId) {
        return Character.digit(jobId.charAt(jobId.length() - 1), 16) % 2 == 0;
    }
}
