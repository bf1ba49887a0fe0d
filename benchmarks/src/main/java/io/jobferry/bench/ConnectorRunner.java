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
        Round round = order.round();
        try (Topic topic = new Topic(order.queue(), bootstrapServers)) {
            if (order.kind() == Suite.Kind.SINK) {
                round.makeBodies();
                topic.fill(round);
            }
            Result result = carry(order, topic, server);
            if (order.kind() == Suite.Kind.SOURCE) {
                topic.drain(round);
            }
            return result;
        }
    }

    private Result carry(Order order, Topic topic, Server server) {
        if (connector.queues().isEmpty()) {
            return carry(topic::length, order, server);
        }
        try (Backend backend = Queues.open(connector.queues().get().formatted(server.address()));
                QueueAdmin admin = backend.admin(order.queue())) {
            return order.kind() == Suite.Kind.SINK
                    ? carry(() -> jobs(admin), order, server)
                    : carry(() -> order.jobs() - jobs(admin), order, server);
        }
    }

    private static long jobs(QueueAdmin admin) {
        QueueStats stats = admin.stats();
        return Arrays.stream(JobState.values())
                .mapToLong(state -> stats.of(state).orElse(0))
                .sum();
    }

    private Result carry(LongSupplier done, Order order, Server server) {
        worker.rest().put(order.queue(), connector.config(order, server));
        try {
            return watch(done, order, server);
        } finally {
            worker.rest().stop(order.queue());
            worker.rest().delete(order.queue());
        }
    }

    /** The first jobs are not timed: with them come the first connections. */
    private Result watch(LongSupplier done, Order order, Server server) {
        Moment begin = now(done, server);
        Moment changed = begin;
        while (true) {
            Moment now = now(done, server);
            if (now.done >= order.jobs()) {
                return begin.until(now);
            }
            if (now.done < order.jobs() / UNTIMED) {
                begin = now;
            }
            if (now.done != changed.done) {
                changed = now;
            }
            if (now.nanos - changed.nanos > PATIENCE.toNanos()) {
                throw new IllegalStateException(contender.name() + " stands at " + now.done + " of " + order.jobs()
                        + " jobs: " + worker.rest().status(order.queue()) + ", its log is " + worker.log());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private record Moment(long done, long nanos, long serverCpu, long workerCpu) {
        Result until(Moment end) {
            return new Result(
                    (int) (end.done - done),
                    end.nanos - nanos,
                    Quantiles.NONE,
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
