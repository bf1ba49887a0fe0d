package io.jobferry.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** One round: a queue, the jobs to be put, or those that lie in it and are to be taken. Any thread. */
public final class Round {
    private final Suite.Kind kind;
    private final boolean timesEach;
    private final String queue;
    private final int jobs;
    private final int size;
    private final long intervalNanos;
    private final AtomicInteger handedOut = new AtomicInteger();
    private final AtomicIntegerArray seen;
    private final AtomicInteger seenInAll = new AtomicInteger();
    private final AtomicInteger timed = new AtomicInteger();
    private final long[] nanos;
    private long lastNanos; // of one thread: single jobs are timed with one connection only
    private byte[][] bodies = {};
    private volatile double measured;

    /** A round whose jobs come as fast as they may. */
    Round(Suite.Kind kind, String queue, int jobs, int size) {
        this(kind, queue, jobs, size, 0);
    }

    /**
     * A round.
     *
     * @param size of each body in bytes
     * @param intervalNanos from when a job is due to be put to when the next is; 0 for no pace
     */
    Round(Suite.Kind kind, String queue, int jobs, int size, long intervalNanos) {
        this.kind = kind;
        this.intervalNanos = intervalNanos;
        this.timesEach = kind == Suite.Kind.PUT_ONE || kind == Suite.Kind.TAKE_ONE;
        this.queue = queue;
        this.jobs = jobs;
        this.size = size;
        this.seen = new AtomicIntegerArray(jobs);
        this.nanos = new long[kind.isLatency() ? jobs : 0];
    }

    public String queue() {
        return queue;
    }

    public int jobs() {
        return jobs;
    }

    /** Of each body, in bytes. */
    public int size() {
        return size;
    }

    /** Whether each job waits for the one before to arrive. */
    boolean isOneByOne() {
        return kind == Suite.Kind.WAKE;
    }

    /** From when a job is due to be put to when the next is; 0 for no pace. */
    long intervalNanos() {
        return intervalNanos;
    }

    /** Makes the bodies to put, so that this is not timed. */
    void makeBodies() {
        bodies = new byte[jobs][];
        for (int i = 0; i < jobs; i++) {
            bodies[i] = Bodies.of(i, size);
        }
    }

    /** The next bodies to put, at most so many; empty once all have been handed out. */
    public List<byte[]> next(int most) {
        lap();
        int from = handedOut.getAndAdd(most);
        int to = Math.min(jobs, from + most);
        List<byte[]> some = new ArrayList<>(Math.max(0, to - from));
        for (int i = from; i < to; i++) {
            some.add(bodies[i]);
        }
        return some;
    }

    /**
     * A body was taken; returns its number.
     *
     * @throws IllegalStateException if it is damaged, or came before
     */
    public int took(byte[] body) {
        lap();
        int number = Bodies.numberOf(body, size);
        // With others in the queue, what comes was put some rounds before.
        if (kind != Suite.Kind.TURNOVER && (number >= jobs || seen.getAndSet(number, 1) != 0)) {
            throw new IllegalStateException("body came twice, or is of another round: number " + number);
        }
        seenInAll.getAndIncrement();
        return number;
    }

    /** From one job to the next. */
    private void lap() {
        if (timesEach) {
            long now = System.nanoTime();
            if (lastNanos != 0) {
                timed(now - lastNanos);
            }
            lastNanos = now;
        }
    }

    /** One job took this long. */
    public void timed(long tookNanos) {
        int index = timed.getAndIncrement();
        if (index < nanos.length) {
            nanos[index] = tookNanos;
        }
    }

    /** What this round is about, where it is no time: see {@link Suite.Kind}. */
    public void measured(double value) {
        measured = value;
    }

    /** What {@link #measured(double)} was told. */
    double measured() {
        return measured;
    }

    /** What {@link #timed} was told. */
    Quantiles latency() {
        return Quantiles.of(Arrays.copyOf(nanos, Math.min(nanos.length, timed.get())));
    }

    /** How many bodies are still to be taken. */
    public int left() {
        return jobs - seenInAll.get();
    }

    /** Runs this on so many threads; returns once all have ended, or throws what the first threw. */
    public static void onThreads(int threads, Task task) throws Exception {
        if (threads == 1) {
            task.run(0);
            return;
        }
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int index = i;
            CompletableFuture<Void> end = new CompletableFuture<>();
            ends.add(end);
            new Thread(() -> complete(end, task, index), "bench-" + i).start();
        }
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static void complete(CompletableFuture<Void> end, Task task, int index) {
        try {
            task.run(index);
            end.complete(null);
        } catch (Exception | Error e) {
            end.completeExceptionally(e);
        }
    }

    /** What one of several threads does. */
    @FunctionalInterface
    public interface Task {
        void run(int index) throws Exception;
    }
}
