package io.jobferry.demo;

import io.jobferry.JobSink;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.QueueAdmin;
import io.jobferry.beanstalk.BeanstalkClient;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Jobs go tube → route → tube → route. The first route runs in a process of its own, which is killed with -9 on the way
 * and started again; some jobs fail and are retried, some die and are redriven.
 */
final class RouteDemo {
    private static final int KILL_AT_PERCENT = 40;
    private static final int IDLE_ROUNDS = 500;

    private final Stage stage;
    private final DemoOptions options;
    private final Tubes tubes;
    private final PrintStream out;
    private final SynchronousQueue<Long> idleArrivals = new SynchronousQueue<>();
    private volatile @Nullable WorkerProcess worker;

    RouteDemo(Stage stage, DemoOptions options) {
        this.stage = stage;
        this.options = options;
        this.tubes = stage.tubes();
        this.out = stage.out();
    }

    Report run() throws Exception {
        stage.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(stage.uri(tubes.idle())).process(exchange -> idleArrivals.put(System.nanoTime()));
            }
        });
        stage.endsWithDemo(() -> worker().close());
        stage.put();
        startWorker();
        out.printf("worker %d: beanstalk:%s → route → beanstalk:%s%n", worker().pid(), tubes.in(), tubes.out());

        long releasedBefore = released();
        long begin = System.nanoTime();
        stage.awaitRouted(options.jobs() * KILL_AT_PERCENT / 100, this::isWorking);
        int killedAt = stage.accountant().distinct();
        long inHand = stage.count(tubes.in(), JobState.RESERVED);
        worker().kill();
        out.printf("worker killed with -9 at %,d of %,d jobs%n", killedAt, options.jobs());
        startWorker();
        out.printf("worker %d started in its place%n", worker().pid());

        int toDie = Faults.forGood(options.jobs());
        stage.awaitRouted(options.jobs() - toDie, this::isWorking);
        stage.awaitGrown("jobs dead", toDie, () -> (int) stage.count(tubes.in(), JobState.DEAD), this::isWorking);
        long dead = stage.count(tubes.in(), JobState.DEAD);
        mend();
        long redriven = redrive();
        out.printf("%,d dead jobs redriven%n", redriven);
        stage.awaitRouted(options.jobs(), this::isWorking);
        double seconds = (System.nanoTime() - begin) / 1e9;
        stage.awaitSettled(tubes.in(), this::isWorking);
        Latencies idle = idleLatencies();
        return new Report(stage.accountant(), options.jobs(), killedAt)
                .row("held by it at the kill", inHand)
                .row("redelivered after a failure", released() - releasedBefore)
                .row("dead", dead)
                .row("redriven", redriven)
                .require(dead == redriven)
                .account()
                .row("jobs/s, restart included", Math.round(options.jobs() / seconds))
                .micros("idle latency put → route, p50", idle.micros(0.50))
                .micros("idle latency put → route, p99", idle.micros(0.99));
    }

    private void startWorker() throws IOException {
        worker = WorkerProcess.start(stage.server(), stage.prefix());
    }

    private void mend() throws InterruptedException {
        try (JobSink mended = stage.backend().sink(tubes.mended())) {
            Stage.requirePut(mended.put(NewJob.of("mended")));
        }
        stage.awaitGrown(
                "worker told",
                1,
                () -> stage.count(tubes.mended(), JobState.READY) + stage.count(tubes.mended(), JobState.RESERVED) == 0
                        ? 1
                        : 0,
                this::isWorking);
    }

    private long redrive() {
        try (QueueAdmin admin = stage.backend().admin(tubes.in())) {
            return admin.redrive(Long.MAX_VALUE);
        }
    }

    /** Jobs released so far, by the worker's failure policy; on a shared server by others too. */
    private long released() {
        try (BeanstalkClient client = stage.backend().client()) {
            return Long.parseLong(client.stats().getOrDefault("cmd-release", "0"));
        }
    }

    private Latencies idleLatencies() throws InterruptedException {
        long[] nanos = new long[IDLE_ROUNDS];
        try (JobSink idle = stage.backend().sink(tubes.idle())) {
            for (int i = 0; i < nanos.length; i++) {
                LockSupport.parkNanos(
                        TimeUnit.MILLISECONDS.toNanos(2)); // the lane settles the last job and waits again
                long begin = System.nanoTime();
                Stage.requirePut(idle.put(NewJob.of("idle")));
                Long arrived = idleArrivals.poll(10, TimeUnit.SECONDS);
                if (arrived == null) {
                    throw new IllegalStateException("job put into an idle tube did not arrive within 10 s");
                }
                nanos[i] = arrived - begin;
            }
        }
        return new Latencies(nanos);
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
