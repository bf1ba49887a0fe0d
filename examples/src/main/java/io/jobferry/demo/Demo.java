package io.jobferry.demo;

import io.jobferry.JobSink;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkClient;
import io.jobferry.beanstalk.BeanstalkOptions;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Jobs go tube → route → tube → route. The first route runs in a process of its own, which is killed with -9 on the way
 * and started again; some jobs fail and are retried, some die and are redriven. At the end the set of bodies that came
 * out is compared with the set that was put in.
 */
public final class Demo implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int KILL_AT_PERCENT = 40;
    private static final int PUT_AT_ONCE = 500;
    private static final int IDLE_ROUNDS = 500;

    private final DemoOptions options;
    private final PrintStream out = System.out;
    private final DemoServer server;
    private final String prefix = "jobferry-demo-" + Long.toString(System.currentTimeMillis(), 36);
    private final Tubes tubes = Tubes.of(prefix);
    private final Accountant accountant;
    private final BeanstalkBackend backend;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final SynchronousQueue<Long> idleArrivals = new SynchronousQueue<>();
    private volatile @Nullable WorkerProcess worker;
    private volatile boolean ending;

    private Demo(DemoOptions options) {
        this.options = options;
        this.server = DemoServer.start(options.beanstalkd());
        this.accountant = new Accountant(options.jobs());
        this.backend = new BeanstalkBackend(BeanstalkOptions.of(server.address()));
    }

    /** Exits with 0 only if the kill happened and no job was lost; 2 if an option is wrong. */
    public static void main(String[] args) throws Exception {
        DemoOptions options;
        try {
            options = DemoOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "; see ./demo --help");
            System.exit(2);
            return;
        }
        boolean good;
        try (Demo demo = new Demo(options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(demo::interrupted));
            good = demo.run();
        }
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws Exception {
        out.printf("beanstalkd: %s%s%n", server.isOurs() ? "embedded, at " : "", server.address());
        startCounting();
        put();
        worker = WorkerProcess.start(server.address(), prefix);
        out.printf("worker %d: beanstalk:%s → route → beanstalk:%s%n", worker().pid(), tubes.in(), tubes.out());

        long releasedBefore = released();
        long begin = System.nanoTime();
        awaitRouted(options.jobs() * KILL_AT_PERCENT / 100);
        int killedAt = accountant.distinct();
        long inHand = count(tubes.in(), JobState.RESERVED);
        worker().kill();
        out.printf("worker killed with -9 at %,d of %,d jobs%n", killedAt, options.jobs());
        worker = WorkerProcess.start(server.address(), prefix);
        out.printf("worker %d started in its place%n", worker().pid());

        int toDie = Faults.forGood(options.jobs());
        awaitRouted(options.jobs() - toDie);
        awaitDead(toDie);
        long dead = count(tubes.in(), JobState.DEAD);
        mend();
        long redriven = redrive();
        out.printf("%,d dead jobs redriven%n", redriven);
        awaitRouted(options.jobs());
        double seconds = (System.nanoTime() - begin) / 1e9;
        awaitSettled();
        Report report = new Report(
                options.jobs(),
                accountant.distinct(),
                killedAt,
                inHand,
                released() - releasedBefore,
                dead,
                redriven,
                accountant.lost(),
                accountant.duplicated(),
                accountant.unknown(),
                options.jobs() / seconds,
                idleLatencies());
        out.println();
        report.print(out);
        out.println();
        out.println(report.isGood() ? "Nothing was lost." : "This is not as it should be.");
        if (options.keep()) {
            out.printf("Server %s and worker %d are left running until Ctrl-C.%n", server.address(), worker().pid());
            new CountDownLatch(1).await();
        }
        return report.isGood();
    }

    private void startCounting() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("beanstalk:" + tubes.out() + "?servers=" + server.address())
                        .process(exchange ->
                                accountant.arrived(exchange.getMessage().getMandatoryBody(String.class)));
                from("beanstalk:" + tubes.idle() + "?servers=" + server.address())
                        .process(exchange -> idleArrivals.put(System.nanoTime()));
            }
        });
        camel.start();
    }

    private void put() {
        try (JobSink in = backend.sink(tubes.in())) {
            List<NewJob> batch = new ArrayList<>();
            for (int number = 0; number < options.jobs(); number++) {
                batch.add(NewJob.of(Integer.toString(number)));
                if (batch.size() == PUT_AT_ONCE || number == options.jobs() - 1) {
                    in.put(batch).forEach(Demo::requirePut);
                    batch.clear();
                }
            }
        }
        out.printf("%,d jobs put into %s%n", options.jobs(), tubes.in());
    }

    private static void requirePut(PutResult result) {
        if (result.kind() != PutResult.Kind.PUT) {
            throw new IllegalStateException("job was not put: " + result);
        }
    }

    private void awaitRouted(int jobs) throws InterruptedException {
        awaitGrown("jobs routed", jobs, accountant::distinct);
    }

    private void awaitDead(int jobs) throws InterruptedException {
        awaitGrown("jobs dead", jobs, () -> (int) count(tubes.in(), JobState.DEAD));
    }

    /** Until the worker's last acknowledgements are there. */
    private void awaitSettled() throws InterruptedException {
        awaitGrown("tubes drained", 1, () -> count(tubes.in(), JobState.RESERVED) == 0 ? 1 : 0);
    }

    private void awaitGrown(String what, int goal, IntSupplier reached) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long nextLine = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
        while (reached.getAsInt() < goal) {
            long now = System.nanoTime();
            if (now > deadline) {
                throw new IllegalStateException(what + ": " + reached.getAsInt() + " of " + goal + " after "
                        + PATIENCE.toMinutes() + " minutes");
            }
            if (ending) {
                new CountDownLatch(1).await(); // Ctrl-C: the rest is the shutdown hook's
            }
            if (!worker().isAlive()) {
                throw new IllegalStateException("worker ended by itself; " + what + ": " + reached.getAsInt());
            }
            if (now > nextLine) {
                out.printf("  %,d of %,d %s%n", reached.getAsInt(), goal, what);
                nextLine = now + TimeUnit.SECONDS.toNanos(1);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    private void mend() throws InterruptedException {
        try (JobSink mended = backend.sink(tubes.mended())) {
            requirePut(mended.put(NewJob.of("mended")));
        }
        awaitGrown("worker told", 1, () -> {
            try (QueueAdmin admin = backend.admin(tubes.mended())) {
                return admin.stats().ready().orElse(1)
                                        + admin.stats().reserved().orElse(1)
                                == 0
                        ? 1
                        : 0;
            }
        });
    }

    private long redrive() {
        try (QueueAdmin admin = backend.admin(tubes.in())) {
            return admin.redrive(Long.MAX_VALUE);
        }
    }

    private long count(String tube, JobState state) {
        try (QueueAdmin admin = backend.admin(tube)) {
            return admin.stats().of(state).orElse(0);
        }
    }

    /** Jobs released so far, by the worker's failure policy; on a shared server by others too. */
    private long released() {
        try (BeanstalkClient client = backend.client()) {
            return Long.parseLong(client.stats().getOrDefault("cmd-release", "0"));
        }
    }

    private Latencies idleLatencies() throws InterruptedException {
        long[] nanos = new long[IDLE_ROUNDS];
        try (JobSink idle = backend.sink(tubes.idle())) {
            for (int i = 0; i < nanos.length; i++) {
                LockSupport.parkNanos(
                        TimeUnit.MILLISECONDS.toNanos(2)); // the lane settles the last job and waits again
                long begin = System.nanoTime();
                requirePut(idle.put(NewJob.of("idle")));
                Long arrived = idleArrivals.poll(10, TimeUnit.SECONDS);
                if (arrived == null) {
                    throw new IllegalStateException("job put into an idle tube did not arrive within 10 s");
                }
                nanos[i] = arrived - begin;
            }
        }
        return new Latencies(nanos);
    }

    private WorkerProcess worker() {
        WorkerProcess current = worker;
        if (current == null) {
            throw new IllegalStateException("worker was not started");
        }
        return current;
    }

    private void endWorker() {
        WorkerProcess current = worker;
        if (current != null) {
            current.close();
        }
    }

    /** Ctrl-C: no process stays behind, and no job on a server that is not ours. */
    private void interrupted() {
        if (!ending) {
            ending = true;
            out.println("interrupted: ending the worker, leaving nothing behind");
            endWorker();
            leaveTidy();
        }
    }

    @Override
    public void close() {
        ending = true;
        endWorker();
        camel.stop();
        leaveTidy();
        backend.close();
        server.close();
    }

    private void leaveTidy() {
        if (server.isOurs()) {
            return;
        }
        for (String tube : tubes.all()) {
            try (QueueAdmin admin = backend.admin(tube)) {
                for (JobState state : List.of(JobState.READY, JobState.DELAYED, JobState.DEAD)) {
                    admin.purge(state, Long.MAX_VALUE);
                }
            }
        }
    }
}
