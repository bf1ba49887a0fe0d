package io.jobferry.demo;

import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.QueueAdmin;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Jobs go queue → route → queue → route. The first route runs in a process of its own, which is killed with -9 on the way
 * and started again; some jobs fail and are retried, some die and are redriven.
 */
final class RouteDemo {
    private static final int KILL_AT_PERCENT = 40;
    private static final int IDLE_ROUNDS = 500;
    private static final Duration IDLE_TIME = Duration.ofSeconds(5);

    private final Stage stage;
    private final DemoOptions options;
    private final QueueNames queues;
    private final DemoQueue queue;
    private final PrintStream out;
    private final SynchronousQueue<Long> idleArrivals = new SynchronousQueue<>();
    private final AtomicLong redelivered = new AtomicLong();
    private volatile @Nullable WorkerProcess worker;

    RouteDemo(Stage stage, DemoOptions options) {
        this.stage = stage;
        this.options = options;
        this.queues = stage.queues();
        this.queue = options.queue();
        this.out = stage.out();
    }

    Report run() throws Exception {
        stage.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(stage.uri(queues.idle())).process(exchange -> idleArrivals.put(System.nanoTime()));
            }
        });
        stage.endsWithDemo(() -> worker().close());
        stage.put();
        startWorker();
        out.printf(
                "worker %d: %s:%s → route → %s:%s%n",
                worker().pid(), queue.scheme(), queues.in(), queue.scheme(), queues.out());

        long begin = System.nanoTime();
        stage.awaitRouted(options.jobs() * KILL_AT_PERCENT / 100, this::isWorking);
        int killedAt = stage.accountant().distinct();
        OptionalLong inHand = stage.stats(queues.in()).reserved();
        worker().kill();
        out.printf("worker killed with -9 at %,d of %,d jobs%n", killedAt, options.jobs());
        startWorker();
        out.printf("worker %d started in its place%n", worker().pid());

        int toDie = Faults.forGood(options.jobs());
        stage.awaitRouted(options.jobs() - toDie, this::isWorking);
        stage.awaitCount("jobs dead", toDie, () -> (int) dead(), this::isWorking);
        long dead = dead();
        long retried = redelivered.get();
        mend();
        long redriven = redriveAll(toDie);
        out.printf("%,d dead jobs redriven%n", redriven);
        stage.awaitRouted(options.jobs(), this::isWorking);
        double seconds = (System.nanoTime() - begin) / 1e9;
        stage.awaitSettled(queues.in(), this::isWorking);
        Latencies idle = idleLatencies();
        return new Report(stage.accountant(), options.jobs(), killedAt)
                .row("held by it at the kill", inHand)
                .row(queue.redelivered(), retried)
                .row("dead", dead)
                .row("redriven", redriven)
                .require(dead == redriven)
                .account()
                .row("jobs/s, restart included", Math.round(options.jobs() / seconds))
                .micros("idle latency put → route, p50", idle.micros(0.50))
                .micros("idle latency put → route, p99", idle.micros(0.99));
    }

    private void startWorker() throws IOException {
        worker = WorkerProcess.start(queue, stage.server(), stage.prefix(), redelivered::incrementAndGet);
    }

    private void mend() throws InterruptedException {
        try (JobSink mended = stage.backend().sink(queues.mended())) {
            Stage.requirePut(mended.put(NewJob.of("mended")));
        }
        stage.awaitDrained(queues.mended(), this::isWorking);
    }

    private long dead() {
        return stage.stats(queues.in()).dead().orElse(0);
    }

    /** In as many goes as it takes: on a cluster, jobs on their way from node to node are passed over. */
    private long redriveAll(int dead) throws InterruptedException {
        AtomicLong redriven = new AtomicLong();
        stage.awaitCount("jobs redriven", dead, () -> (int) redriven.addAndGet(redrive()), this::isWorking);
        return redriven.get();
    }

    private long redrive() {
        try (QueueAdmin admin = stage.backend().admin(queues.in())) {
            return admin.redrive(Long.MAX_VALUE);
        }
    }

    private Latencies idleLatencies() throws InterruptedException {
        long[] nanos = new long[IDLE_ROUNDS];
        int rounds = 0;
        // A job may be put at one node of a cluster and be waited for at another: that takes its time.
        long deadline = System.nanoTime() + IDLE_TIME.toNanos();
        try (JobSink idle = stage.backend().sink(queues.idle())) {
            while (rounds < nanos.length && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(
                        TimeUnit.MILLISECONDS.toNanos(2)); // the lane settles the last job and waits again
                long begin = System.nanoTime();
                Stage.requirePut(idle.put(NewJob.of("idle")));
                Long arrived = idleArrivals.poll(10, TimeUnit.SECONDS);
                if (arrived == null) {
                    throw new IllegalStateException("job put into an idle queue did not arrive within 10 s");
                }
                nanos[rounds++] = arrived - begin;
            }
        }
        return new Latencies(Arrays.copyOf(nanos, rounds));
    }

    private boolean isWorking() {
        return worker().isAlive();
    }

    private WorkerProcess worker() {
        WorkerProcess current = worker;
        if (current == null) {
            throw new IllegalStateException("worker was not started");
        }
        return current;
    }
}
