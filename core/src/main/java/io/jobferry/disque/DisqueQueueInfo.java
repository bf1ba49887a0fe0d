package io.jobferry.disque;

import io.jobferry.jedis.Reply;
import java.time.Duration;
import java.util.List;

/**
 * What QSTAT tells of a queue on one node.
 *
 * @param name the queue's
 * @param len how many jobs lie in it
 * @param age for how long the node has known it
 * @param idle for how long nothing happened to it
 * @param blocked how many clients wait for its jobs
 * @param importFrom the ids of the nodes that jobs come from
 * @param importRate how many come from there a second
 * @param jobsIn how many were ever queued
 * @param jobsOut how many were ever taken
 * @param pause what is paused
 */
public record DisqueQueueInfo(
        String name,
        long len,
        Duration age,
        Duration idle,
        long blocked,
        List<String> importFrom,
        long importRate,
        long jobsIn,
        long jobsOut,
        DisquePause pause) {
    public DisqueQueueInfo {
        importFrom = List.copyOf(importFrom);
    }

    static DisqueQueueInfo of(Reply reply) {
        Fields fields = new Fields(reply);
        return new DisqueQueueInfo(
                fields.text("name"),
                fields.number("len"),
                fields.seconds("age"),
                fields.seconds("idle"),
                fields.number("blocked"),
                fields.texts("import-from"),
                fields.number("import-rate"),
                fields.number("jobs-in"),
                fields.number("jobs-out"),
                DisquePause.of(fields.text("pause")));
    }
}
