package io.jobferry.memory;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The holders that wait with a thread. One of them, the timekeeper, wakes when something becomes due, on behalf of all:
 * the others sleep until they are handed a job or their own time is over, so a due time wakes one thread and not every
 * one. Guarded by the store's lock.
 */
final class Sleepers {
    private final Ledger ledger;
    private final Set<Holder> all = new LinkedHashSet<>();
    private @Nullable Holder timekeeper;
    private long timekeeperSleepsUntilNanos;

    Sleepers(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Returns once the holder need not wait any more, or at the end. */
    void await(Holder holder, long endNanos) throws InterruptedException {
        all.add(holder);
        try {
            while (holder.isPatient() && ledger.now < endNanos) {
                // How much of it is left does not matter: the loop looks at the clock.
                long unusedLeft = holder.changed.awaitNanos(sleepUntil(holder, endNanos) - ledger.now);
                ledger.catchUp();
            }
        } finally {
            all.remove(holder);
            if (timekeeper == holder) {
                timekeeper = null;
                all.stream().findFirst().ifPresent(Holder::signal);
            }
        }
    }

    private long sleepUntil(Holder holder, long endNanos) {
        if (timekeeper == null) {
            timekeeper = holder;
        }
        if (timekeeper != holder) {
            return endNanos;
        }
        timekeeperSleepsUntilNanos = Math.min(endNanos, ledger.nextDueNanos());
        return timekeeperSleepsUntilNanos;
    }

    /** Wakes the timekeeper if something is due before it would look. */
    void lookIfDueEarlier() {
        if (timekeeper != null && ledger.nextDueNanos() < timekeeperSleepsUntilNanos) {
            timekeeper.signal();
        }
    }

    /** Wakes the timekeeper: the clock may have jumped. */
    void look() {
        if (timekeeper != null) {
            timekeeper.signal();
        }
    }
}
