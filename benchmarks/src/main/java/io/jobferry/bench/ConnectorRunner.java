package io.jobferry.bench;

import io.jobferry.Backend;
import io.jobferry.JobState;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueStats;
import io.jobferry.Queues;
import io.jobferry.kafka.LocalWorker;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A connector, which is made for each round and deleted after it; its worker lives over all rounds. Its start is not
 * timed, and what a source's topic has is looked at afterwards.
 *
 * <p>A source's job is done when it is gone from its server: then Kafka has had it for a while. A sink's is done when it
 * is in its queue. How many are, the server is asked every few milliseconds.
 */
final class ConnectorRunner implements Runner {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The part of a round that its start may be. */
    private static final int UNTIMED = 10;

    private static final long PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private final Contender contender;
    private final Connector connector;
    private final String bootstrapServers;
    private final LocalWorker worker;

    ConnectorRunner(Contender contender, Connector connector, String bootstrapServers, LocalWorker worker) {
        this.contender = contender;
        this.connector = connector;
        this.bootstrapServers = bootstrapServers;
        this.worker = worker;
    }

    @Override
    public Contender contender() {
        return contender;
    }

    @Override
    public Result run(Order order, Server server) throws Exception {
        Round round = new Round(order.kind(), order.queue(), order.jobs(), order.size());
        try (Topic topic = new Topic(order.queue(), bootstrapServers)) {
            if (order.kind() == Suite.Kind.SINK) {
                round.makeBodies();
                topic.fill(round);
            }
            Result result = carry(order.kind(), round, topic, order.size(), server);
            if (order.kind() == Suite.Kind.SOURCE) {
                topic.drain(round);
            }
            return result;
        }
    }

    private Result carry(Suite.Kind kind, Round round, Topic topic, int size, Server server) {
        if (connector.queues().isEmpty()) {
            return carry(topic::length, round, size, server);
        }
        try (Backend backend = Queues.open(connector.queues().get().formatted(server.address()));
                QueueAdmin admin = backend.admin(round.queue())) {
            return kind == Suite.Kind.SINK
                    ? carry(() -> jobs(admin), round, size, server)
                    : carry(() -> round.jobs() - jobs(admin), round, size, server);
        }
    }

    private static long jobs(QueueAdmin admin) {
        QueueStats stats = admin.stats();
        return Arrays.stream(JobState.values())
                .mapToLong(state -> stats.of(state).orElse(0))
                .sum();
    }

    private Result carry(LongSupplier done, Round round, int size, Server server) {
        worker.rest().put(round.queue(), connector.config(round.queue(), server, round.jobs(), size));
        try {
            return watch(done, round, server);
        } finally {
            worker.rest().stop(round.queue());
            worker.rest().delete(round.queue());
        }
    }

    /** The first jobs are not timed: with them come the first connections. */
    private Result watch(LongSupplier done, Round round, Server server) {
        Moment begin = now(done, server);
        Moment changed = begin;
        while (true) {
            Moment now = now(done, server);
            if (now.done >= round.jobs()) {
                return begin.until(now);
            }
            if (now.done < round.jobs() / UNTIMED) {
                begin = now;
            }
            if (now.done != changed.done) {
                changed = now;
            }
            if (now.nanos - changed.nanos > PATIENCE.toNanos()) {
                throw new IllegalStateException(contender.name() + " stands at " + now.done + " of " + round.jobs()
                        + " jobs: " + worker.rest().status(round.queue()) + ", its log is " + worker.log());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private record Moment(long done, long nanos, long serverCpu, long workerCpu) {
        Result until(Moment end) {
            return new Result(
                    (int) (end.done - done),
                    end.nanos - nanos,
                    Quantiles.of(new long[0]),
                    0,
                    end.serverCpu - serverCpu,
                    end.workerCpu - workerCpu);
        }
    }

    private Moment now(LongSupplier done, Server server) {
        long soFar = done.getAsLong();
        long workerCpu = Cpu.nanos(ProcessHandle.of(worker.pid()).orElseThrow());
        return new Moment(soFar, System.nanoTime(), server.cpuNanos(), workerCpu);
    }

    /** The worker is others' too. */
    @Override
    public void close() {}
}
