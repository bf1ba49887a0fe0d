package io.jobferry.testkit;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How jobs, queues and nodes are told. Owned by the loop's thread. */
final class DisqueReport {
    /** The server tells the others so long before it queues a job again. */
    private static final long WARNING_MILLIS = 500;

    private static final int GOOD = 1;
    /** Of a node that leaves, or is not there. */
    private static final int BAD = 100;

    private DisqueReport() {}

    /** A job as GETJOB and QPEEK tell it. */
    static void job(DisqueJob job, DisqueReplies replies) {
        replies.array(3);
        fields(job, replies);
    }

    /** A job as GETJOB WITHCOUNTERS tells it. */
    static void jobWithCounters(DisqueJob job, DisqueReplies replies) {
        replies.array(7);
        fields(job, replies);
        counters(job, replies);
    }

    private static void fields(DisqueJob job, DisqueReplies replies) {
        replies.bulk(job.asked.queue());
        replies.bulk(job.id);
        replies.bulk(job.asked.body());
    }

    /** A job as SHOW tells it at this node. */
    static void show(DisqueJob job, DisqueNode node, DisqueClock clock, DisqueReplies replies) {
        replies.array(30);
        replies.field("id", job.id);
        replies.field("queue", job.asked.queue());
        replies.field("state", job.stateAt(node).name().toLowerCase(Locale.ROOT));
        replies.field("repl", job.asked.replicate());
        replies.field("ttl", Math.max(0, job.endSeconds - clock.seconds()));
        replies.field("ctime", job.createdNanos);
        replies.field("delay", job.asked.delay());
        replies.field("retry", job.asked.retry());
        counters(job, replies);
        replies.bulk("nodes-delivered");
        ids(job.sentTo, replies);
        replies.bulk("nodes-confirmed");
        replies.array(0);
        replies.bulk("next-requeue-within");
        if (job.requeueMillis == DisqueJob.NEVER) {
            replies.nullBulk();
        } else {
            replies.integer(Math.max(0, job.requeueMillis - clock.millis()));
        }
        replies.field("next-awake-within", awakeWithin(job, clock.millis()));
        replies.field("body", job.asked.body());
    }

    private static void counters(DisqueJob job, DisqueReplies replies) {
        replies.field("nacks", job.nacks);
        replies.field("additional-deliveries", job.additionalDeliveries);
    }

    private static long awakeWithin(DisqueJob job, long now) {
        long within = job.dueMillis - now;
        boolean warns = job.wasQueued && job.dueMillis == job.requeueMillis && within > WARNING_MILLIS;
        return Math.max(0, warns ? within - WARNING_MILLIS : within);
    }

    /** A queue as QSTAT tells it. */
    static void queue(DisqueQueue queue, DisqueClock clock, DisqueReplies replies) {
        replies.array(20);
        replies.field("name", queue.name);
        replies.field("len", queue.jobs.size());
        replies.field("age", clock.seconds() - queue.createdSeconds);
        replies.field("idle", clock.seconds() - queue.usedSeconds);
        replies.field("blocked", queue.waiting.size());
        replies.bulk("import-from");
        replies.array(0);
        replies.field("import-rate", 0);
        replies.field("jobs-in", queue.in);
        replies.field("jobs-out", queue.out);
        replies.field("pause", queue.pause.toString());
    }

    /** The cluster as HELLO tells it. */
    static void hello(DisqueNode own, List<DisqueNode> nodes, DisqueReplies replies) {
        replies.array(2 + nodes.size());
        replies.integer(1);
        replies.bulk(own.id);
        for (DisqueNode node : nodes) {
            replies.array(4);
            replies.bulk(node.id);
            // A node learns its own address from the others.
            replies.bulk(nodes.size() == 1 ? "" : EmbeddedDisque.HOST);
            replies.bulk(Integer.toString(node.port));
            replies.bulk(Integer.toString(node.isReachable() ? GOOD : BAD));
        }
    }

    /** The time of day as TIME tells it: seconds, and microseconds of the next. */
    static void time(DisqueClock clock, DisqueReplies replies) {
        long micros = clock.micros();
        long second = TimeUnit.SECONDS.toMicros(1);
        replies.array(2);
        replies.bulk(Long.toString(micros / second));
        replies.bulk(Long.toString(micros % second));
    }

    private static void ids(List<DisqueNode> nodes, DisqueReplies replies) {
        replies.array(nodes.size());
        nodes.forEach(node -> replies.bulk(node.id));
    }
}
