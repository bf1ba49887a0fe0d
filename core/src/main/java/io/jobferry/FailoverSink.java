package io.jobferry;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Spreads batches over several servers' sinks, in turn; what one server does not take goes to the next. Any thread.
 *
 * <p>A refused job is tried on every server before it counts as refused, and so is one that is too big, since another
 * server may have another limit: it counts as too big if one server said so and none that could be asked took it, for
 * whoever waited for the others might wait for ever. A job that is buried is with its server, and one whose fate is
 * unknown may be: neither is put again, the latter unless {@link OnUnknown#PUT_AGAIN} says so. A server that cannot be
 * reached is the last to be tried for five seconds.
 */
public final class FailoverSink implements JobSink {
    /** What to do about a job that a server may hold or not. */
    public enum OnUnknown {
        /** Say so: no job is there twice. */
        REPORT,
        /** Put it to the next server: no job is missing, but one may be there twice. */
        PUT_AGAIN
    }

    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final List<JobSink> sinks;
    private final OnUnknown onUnknown;
    private final LongSupplier nanoTime;
    private final AtomicInteger turns = new AtomicInteger();

    /** Until when each is tried last. */
    private final AtomicLongArray restsUntilNanos;

    /**
     * A sink over these, which belong to it: it closes them.
     *
     * @throws IllegalArgumentException if there is none
     */
    public FailoverSink(List<? extends JobSink> sinks, OnUnknown onUnknown) {
        this(sinks, onUnknown, System::nanoTime);
    }

    FailoverSink(List<? extends JobSink> sinks, OnUnknown onUnknown, LongSupplier nanoTime) {
        if (sinks.isEmpty()) {
            throw new IllegalArgumentException("no sink is given");
        }
        this.sinks = List.copyOf(sinks);
        this.onUnknown = onUnknown;
        this.nanoTime = nanoTime;
        this.restsUntilNanos = new AtomicLongArray(sinks.size());
        for (int i = 0; i < this.sinks.size(); i++) {
            served(i);
        }
    }

    /**
     * Puts the jobs; result i is for job i.
     *
     * @throws QueueException if no server can be reached; nothing was put
     */
    @Override
    public List<PutResult> put(List<NewJob> jobs) {
        List<Fate> fates = jobs.stream().map(Fate::new).toList();
        QueueException unreachable = null;
        for (int sink : order()) {
            List<Fate> open = fates.stream().filter(this::isOpen).toList();
            if (open.isEmpty()) {
                break;
            }
            try {
                List<PutResult> answers =
                        sinks.get(sink).put(open.stream().map(fate -> fate.job).toList());
                served(sink);
                for (int i = 0; i < open.size(); i++) {
                    open.get(i).answered(answers.get(i));
                }
            } catch (QueueException e) {
                restsUntilNanos.set(sink, nanoTime.getAsLong() + REST_NANOS);
                if (unreachable != null) {
                    e.addSuppressed(unreachable);
                }
                unreachable = e;
            }
        }
        if (unreachable != null && fates.stream().allMatch(fate -> fate.result == null)) {
            throw unreachable;
        }
        return fates.stream().map(Fate::result).toList();
    }

    /** Whether the next server may be tried. */
    private boolean isOpen(Fate fate) {
        PutResult result = fate.result;
        return result == null
                || switch (result.kind()) {
                    case PUT, BURIED -> false;
                    case REFUSED, TOO_BIG -> true;
                    case UNKNOWN -> onUnknown == OnUnknown.PUT_AGAIN;
                };
    }

    /** A job and what became of it so far. */
    private static final class Fate {
        final NewJob job;

        @Nullable
        PutResult result;

        Fate(NewJob job) {
            this.job = job;
        }

        /** A refusal does not undo that the job is too big for a server before, neither that one before may hold it. */
        void answered(PutResult answer) {
            if (result == null || !stands(result.kind(), answer.kind())) {
                result = answer;
            }
        }

        /** Whether what a server before said stands against this answer. */
        private static boolean stands(PutResult.Kind before, PutResult.Kind answer) {
            return switch (answer) {
                case PUT, BURIED, UNKNOWN -> false;
                case TOO_BIG -> before == PutResult.Kind.UNKNOWN;
                case REFUSED -> before != PutResult.Kind.REFUSED;
            };
        }

        PutResult result() {
            return Objects.requireNonNull(result, "result");
        }
    }

    /** The next one first; those that could not be reached lately after the others. */
    private List<Integer> order() {
        int first = Math.floorMod(turns.getAndIncrement(), sinks.size());
        long now = nanoTime.getAsLong();
        List<Integer> awake = new ArrayList<>();
        List<Integer> resting = new ArrayList<>();
        for (int i = 0; i < sinks.size(); i++) {
            int sink = (first + i) % sinks.size();
            (restsUntilNanos.get(sink) - now > 0 ? resting : awake).add(sink);
        }
        awake.addAll(resting);
        return awake;
    }

    private void served(int sink) {
        restsUntilNanos.set(sink, nanoTime.getAsLong());
    }

    @Override
    public void close() {
        sinks.forEach(JobSink::close);
    }
}
