package io.jobferry.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Jobs on their way over a stage: a thread of its own puts them, and another, the caller's, looks at what arrives. */
final class Traffic {
    /** So long nothing may arrive, whatever was struck. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** So many jobs are put by one call. */
    static final int PUT_AT_ONCE = 100;

    private final Stage stage;
    private final Account account;
    private final int mostUnderWay;
    private final RunLog log;
    private final Thread putting = new Thread(this::putAll, "crash-put");
    private volatile IntSupplier mostPut = () -> 0;
    private volatile int arrived;
    private volatile boolean over;
    private volatile @Nullable Throwable putFailure;
    private long progressNanos = System.nanoTime();
    private long lookNanos = System.nanoTime();
    private int revived;

    /** Of no jobs yet; to be ended by {@link #endPutting}. */
    Traffic(Stage stage, Account account, int mostUnderWay, RunLog log) {
        this.stage = stage;
        this.account = account;
        this.mostUnderWay = mostUnderWay;
        this.log = log;
        putting.start();
    }

    /** From now on so many jobs of the account may have been put; asked again and again by the thread that puts. */
    void pace(IntSupplier most) {
        mostPut = most;
    }

    /** How many have arrived when it was last looked at. */
    int arrived() {
        return arrived;
    }

    /** How many times an operator was needed. */
    int revived() {
        return revived;
    }

    /** Looks until this time of {@link System#nanoTime} has come. */
    void lookUntil(long nanos) throws InterruptedException {
        while (System.nanoTime() - nanos < 0) {
            look();
        }
    }

    /** Looks until nothing that was put is left on the way. */
    void lookUntilAllIsCarried() throws InterruptedException {
        while (!stage.inlet().isEmpty()) {
            look();
        }
    }

    /** Sees what has arrived; an operator starts again what does not get on. Throws an AssertionError if it is stuck. */
    void look() throws InterruptedException {
        int now = stage.outlet().arrived();
        if (now != arrived) {
            arrived = now;
            goesOn();
            lookNanos = progressNanos;
        } else if (System.nanoTime() - lookNanos > LOOK.toNanos()) {
            String failure = stage.carrier().revive();
            if (!failure.isEmpty()) {
                revived++;
                log.print("revived: " + failure.lines().limit(4).toList());
            }
            lookNanos = System.nanoTime();
        }
        assertThat(putFailure).as("what ended the putting").isNull();
        if (System.nanoTime() - progressNanos > PATIENCE.toNanos()) {
            throw new AssertionError("nothing arrived for " + PATIENCE.toSeconds() + " s after " + arrived + " of "
                    + account.put() + " jobs; left: " + stage.inlet().left());
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** Patience begins anew: what was just done has its price. */
    void goesOn() {
        progressNanos = System.nanoTime();
    }

    private void putAll() {
        try {
            while (!over && !account.allPut()) {
                int put = account.put();
                if (put < mostPut.getAsInt() && put - arrived < mostUnderWay) {
                    stage.inlet().put(account.next(PUT_AT_ONCE), account);
                } else {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } catch (RuntimeException | Error e) {
            putFailure = e;
        }
    }

    /** Nothing is put any more; what is on the way can still be looked at. */
    void endPutting() throws InterruptedException {
        over = true;
        putting.join();
    }
}
