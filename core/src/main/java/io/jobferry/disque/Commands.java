package io.jobferry.disque;

import io.jobferry.Body;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.commands.ProtocolCommand;

/** Disque's commands, ready to be sent. */
final class Commands {
    /** How long a dead job is kept. */
    private static final DisquePut DEAD = DisquePut.DEFAULT.withTtl(Duration.ofDays(30));

    private Commands() {}

    private enum Name implements ProtocolCommand {
        ADDJOB,
        GETJOB,
        ACKJOB,
        NACK,
        ENQUEUE,
        WORKING,
        QLEN,
        QPEEK;

        @Override
        public byte[] getRaw() {
            return name().getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** ADDJOB that waits at most this long for its replicas. */
    static CommandArguments addJob(String queue, Body body, DisquePut put, Duration replicas) {
        // 0 would wait for ever.
        CommandArguments add =
                new CommandArguments(Name.ADDJOB).add(queue).add(body.bytes()).add(Math.max(1, replicas.toMillis()));
        if (put.replicate() != null) {
            add.add("REPLICATE").add(put.replicate().intValue());
        }
        if (!put.delay().isZero()) {
            add.add("DELAY").add(DisquePut.seconds(put.delay()));
        }
        if (put.retry() != null) {
            add.add("RETRY").add(DisquePut.seconds(put.retry()));
        }
        if (put.ttl() != null) {
            add.add("TTL").add(DisquePut.seconds(put.ttl()));
        }
        return add;
    }

    /** ADDJOB to the queue's dead queue. */
    static CommandArguments addDead(String queue, Body body, Duration replicas) {
        return addJob(deadQueue(queue), body, DEAD, replicas);
    }

    static String deadQueue(String queue) {
        return queue + ":dead";
    }

    static CommandArguments getJobNow(List<String> queues, int max) {
        return from(new CommandArguments(Name.GETJOB).add("NOHANG"), queues, max);
    }

    static CommandArguments getJob(List<String> queues, int max, Duration wait) {
        // 0 would wait for ever.
        CommandArguments get = new CommandArguments(Name.GETJOB).add("TIMEOUT").add(Math.max(1, wait.toMillis()));
        return from(get, queues, max);
    }

    /** Any number of ids. An acknowledgement is good anywhere, also twice, also of a job that was dropped. */
    static CommandArguments ackJob(List<String> ids) {
        CommandArguments ack = new CommandArguments(Name.ACKJOB);
        ids.forEach(ack::add);
        return ack;
    }

    /** One id: the count that answers several does not say which. */
    static CommandArguments nack(String id) {
        return new CommandArguments(Name.NACK).add(id);
    }

    /** One id, as above. */
    static CommandArguments enqueue(String id) {
        return new CommandArguments(Name.ENQUEUE).add(id);
    }

    static CommandArguments working(String id) {
        return new CommandArguments(Name.WORKING).add(id);
    }

    static CommandArguments qlen(String queue) {
        return new CommandArguments(Name.QLEN).add(queue);
    }

    static CommandArguments qpeek(String queue, int max) {
        return new CommandArguments(Name.QPEEK).add(queue).add(max);
    }

    private static CommandArguments from(CommandArguments get, List<String> queues, int max) {
        get.add("COUNT").add(max).add("WITHCOUNTERS").add("FROM");
        queues.forEach(get::add);
        return get;
    }
}
