package io.jobferry.demo;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueStats;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What every demo stands on: a server with queues of the demo's own, the jobs in the first of them, and a route that
 * counts what comes out of the last. What a demo starts beside it is ended before it.
 */
final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration AT_ONCE = Duration.ofMillis(2);
    private static final Duration NOW_AND_THEN = Duration.ofMillis(50);
    private static final int PUT_AT_ONCE = 500;

    private final DemoOptions options;
    private final PrintStream out = System.out;
    private final DemoServer server;
    private final String prefix = "jobferry-demo-" + Long.toString(System.currentTimeMillis(), 36);
    private final QueueNames queues = QueueNames.of(prefix);
    private final Accountant accountant;
    private final Backend backend;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Deque<AutoCloseable> started = new ArrayDeque<>(); // guarded by itself
    private volatile boolean ending;

    Stage(DemoOptions options) throws Exception {
        this.options = options;
        this.server = options.servers() == null ? options.queue().start() : new DemoServer(options.servers(), null);
        this.accountant = new Accountant(options.jobs());
        this.backend = options.queue().open(server.address());
        out.printf(
                "%s: %s%s%n",
                options.queue().server(), server.isOurs() ? options.queue().ours() + ", at " : "", server.address());
        addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(queues.out()))
                        .process(exchange ->
                                accountant.arrived(exchange.getMessage().getMandatoryBody(String.class)));
            }
        });
        camel.start();
    }

    PrintStream out() {
        return out;
    }

    String server() {
        return server.address();
    }

    String prefix() {
        return prefix;
    }

    QueueNames queues() {
        return queues;
    }

    Accountant accountant() {
        return accountant;
    }

    Backend backend() {
        return backend;
    }

    /** The Camel endpoint of a queue. */
    String uri(String queue) {
        return options.queue().endpoint(queue, server.address());
    }

    void addRoutes(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
    }

    /** Ends this before the server goes, also at Ctrl-C. */
    void endsWithDemo(AutoCloseable part) {
        synchronized (started) {
            started.push(part);
        }
    }

    /** Puts the jobs, their numbers for bodies, into the first queue. */
    void put() {
        try (JobSink in = backend.sink(queues.in())) {
            List<NewJob> batch = new ArrayList<>();
            for (int number = 0; number < options.jobs(); number++) {
                batch.add(new NewJob(
                        Body.utf8(Integer.toString(number)), options.queue().put()));
                if (batch.size() == PUT_AT_ONCE || number == options.jobs() - 1) {
                    in.put(batch).forEach(Stage::requirePut);
                    batch.clear();
                }
            }
        }
        out.printf("%,d jobs put into %s%n", options.jobs(), queues.in());
    }

    static void requirePut(PutResult result) {
        if (result.kind() != PutResult.Kind.PUT) {
            throw new IllegalStateException("job was not put: " + result);
        }
    }

    QueueStats stats(String queue) {
        try (QueueAdmin admin = backend.admin(queue)) {
            return admin.stats();
        }
    }

    /** Returns once so many different jobs have come out at the end. */
    void awaitRouted(int jobs, BooleanSupplier worker) throws InterruptedException {
        awaitGrown("jobs routed", jobs, accountant::distinct, worker, AT_ONCE);
    }

    /** Returns once nobody holds a job of this queue: the last acknowledgements are there. */
    void awaitSettled(String queue, BooleanSupplier worker) throws InterruptedException {
        awaitCount("queues settled", 1, () -> stats(queue).reserved().orElse(1) == 0 ? 1 : 0, worker);
    }

    /** Returns once no job of this queue is left, dead ones apart. */
    void awaitDrained(String queue, BooleanSupplier worker) throws InterruptedException {
        awaitCount("queues drained", 1, () -> isDrained(stats(queue)) ? 1 : 0, worker);
    }

    private static boolean isDrained(QueueStats stats) {
        return stats.ready().orElse(1) == 0 && stats.reserved().orElse(1) == 0;
    }

    /** Returns once a count that the server is asked for has reached the goal: not too often, since that may be work. */
    void awaitCount(String what, int goal, IntSupplier reached, BooleanSupplier worker) throws InterruptedException {
        awaitGrown(what, goal, reached, worker, NOW_AND_THEN);
    }

    /**
     * Returns once this has reached the goal.
     *
     * @param worker whether what works on it is alive
     * @throws IllegalStateException if it takes more than five minutes, or the worker ends by itself
     */
    private void awaitGrown(String what, int goal, IntSupplier reached, BooleanSupplier worker, Duration pause)
            throws InterruptedException {
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
            if (!worker.getAsBoolean()) {
                throw new IllegalStateException("worker ended by itself; " + what + ": " + reached.getAsInt());
            }
            if (now > nextLine) {
                out.printf("  %,d of %,d %s%n", reached.getAsInt(), goal, what);
                nextLine = now + TimeUnit.SECONDS.toNanos(1);
            }
            LockSupport.parkNanos(pause.toNanos());
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /** Leaves everything running until Ctrl-C. */
    void keep() throws InterruptedException {
        out.printf("Server %s and worker are left running until Ctrl-C.%n", server.address());
        new CountDownLatch(1).await();
    }

    /** Ctrl-C: no process stays behind, and no job on a server that is not ours. */
    void interrupt() {
        if (!ending) {
            ending = true;
            out.println("interrupted: ending the worker, leaving nothing behind");
            endStarted();
            leaveTidy();
        }
    }

    @Override
    public void close() {
        ending = true;
        endStarted();
        camel.stop();
        leaveTidy();
        backend.close();
        server.close();
    }

    private void endStarted() {
        synchronized (started) {
            while (!started.isEmpty()) {
                try {
                    started.pop().close();
                } catch (Exception e) {
                    out.println("not ended: " + e);
                }
            }
        }
    }

    private void leaveTidy() {
        if (server.isOurs()) {
            return;
        }
        for (String queue : queues.all()) {
            try (QueueAdmin admin = backend.admin(queue)) {
                for (JobState state : List.of(JobState.READY, JobState.DELAYED, JobState.DEAD)) {
                    admin.purge(state, Long.MAX_VALUE);
                }
            }
        }
    }
}
