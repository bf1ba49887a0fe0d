package io.jobferry.disque;

import io.jobferry.Body;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.commands.ProtocolCommand;

/** Disque's commands, ready to be sent. */
final class Commands {
    private Commands() {}

    enum Name implements ProtocolCommand {
        ADDJOB,
        GETJOB,
        ACKJOB,
        FASTACK,
        WORKING,
        NACK,
        ENQUEUE,
        DEQUEUE,
        DELJOB,
        SHOW,
        QLEN,
        QSTAT,
        QPEEK,
        QSCAN,
        JSCAN,
        PAUSE,
        HELLO,
        INFO,
        AUTH,
        PING,
        TIME;

        @Override
        public byte[] getRaw() {
            return name().getBytes(StandardCharsets.US_ASCII);
        }
    }

    static CommandArguments of(Name name, Object... arguments) {
        CommandArguments command = new CommandArguments(name);
        for (Object argument : arguments) {
            command.add(argument);
        }
        return command;
    }

    static CommandArguments ofIds(Name name, Collection<String> ids) {
        CommandArguments command = new CommandArguments(name);
        ids.forEach(command::add);
        return command;
    }

    /** ADDJOB that waits at most this long for its replicas. */
    static CommandArguments addJob(String queue, Body body, DisquePut put, Duration replicas) {
        // 0 would wait for ever.
        CommandArguments add = of(Name.ADDJOB, queue, body.bytes(), Math.max(1, replicas.toMillis()));
        option(add, "REPLICATE", put.replicate());
        if (!put.delay().isZero()) {
            option(add, "DELAY", DisquePut.seconds(put.delay()));
        }
        option(add, "RETRY", put.retry() == null ? null : DisquePut.seconds(put.retry()));
        option(add, "TTL", put.ttl() == null ? null : DisquePut.seconds(put.ttl()));
        option(add, "MAXLEN", put.maxlen());
        if (put.async()) {
            add.add("ASYNC");
        }
        return add;
    }

    static CommandArguments getJob(DisqueGet how, List<String> queues) {
        CommandArguments get = new CommandArguments(Name.GETJOB);
        Duration timeout = how.timeout();
        if (timeout != null && timeout.isZero()) {
            get.add("NOHANG");
        } else if (timeout != null) {
            // 0 would wait for ever.
            get.add("TIMEOUT").add(Math.max(1, timeout.toMillis()));
        }
        get.add("COUNT").add(how.count());
        if (how.withCounters()) {
            get.add("WITHCOUNTERS");
        }
        get.add("FROM");
        queues.forEach(get::add);
        return get;
    }

    /** Any number of ids. An acknowledgement is good anywhere, also twice, also of a job that was dropped. */
    static CommandArguments acknowledge(AckMode mode, Collection<String> ids) {
        return ofIds(mode == AckMode.ACKJOB ? Name.ACKJOB : Name.FASTACK, ids);
    }

    static CommandArguments qscan(String cursor, DisqueQueueFilter filter) {
        CommandArguments scan = of(Name.QSCAN, cursor, "COUNT", filter.count());
        option(scan, "MINLEN", filter.minlen());
        option(scan, "MAXLEN", filter.maxlen());
        option(scan, "IMPORTRATE", filter.importrate());
        if (filter.busyloop()) {
            scan.add("BUSYLOOP");
        }
        return scan;
    }

    /** @param reply {@code all} for what SHOW tells, {@code id} for the ids */
    static CommandArguments jscan(String cursor, DisqueJobFilter filter, String reply) {
        CommandArguments scan = of(Name.JSCAN, cursor, "COUNT", filter.count());
        option(scan, "QUEUE", filter.queue());
        filter.states().forEach(state -> option(scan, "STATE", state.word()));
        option(scan, "REPLY", reply);
        if (filter.busyloop()) {
            scan.add("BUSYLOOP");
        }
        return scan;
    }

    private static void option(CommandArguments command, String name, @Nullable Object value) {
        if (value != null) {
            command.add(name).add(value);
        }
    }
}
