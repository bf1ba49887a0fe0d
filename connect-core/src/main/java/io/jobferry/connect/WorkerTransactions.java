package io.jobferry.connect;

import io.jobferry.consume.Delivery;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a worker's calls say of its transactions: a task is told neither that there are any, nor at once which records
 * were dropped.
 *
 * <ul>
 *   <li>A worker that has exactly-once support switched on commits on the thread that polls, between two polls. Any other
 *       commits on a thread of its own, but for once at its end, and then no poll follows.
 *   <li>It reports the records that a transformation dropped of a batch along with the next transaction; if all of a batch
 *       were dropped there is none, and it may never come. But a record that was handed over before a poll, and has not
 *       been reported when a commit follows on that poll, was dropped: what was sent is reported before.
 * </ul>
 *
 * <p>The thread that polls, but for {@link #committed}.
 */
final class WorkerTransactions {
    private volatile @Nullable Thread poller;

    /** Written by the thread that polls only. */
    private boolean committedSincePoll;

    private boolean transactional;
    private Set<Delivery> openAtPoll = Set.of();

    /** The worker has committed. Any thread. */
    void committed() {
        if (Thread.currentThread() == poller) {
            committedSincePoll = true;
            transactional = true;
        }
    }

    /**
     * A poll begins.
     *
     * @return whether there was one before
     */
    boolean polls() {
        boolean again = poller != null;
        poller = Thread.currentThread();
        return again;
    }

    /** Whether this worker has committed on the thread that polls. */
    boolean isTransactional() {
        return transactional;
    }

    /** Of the jobs that are open when a poll begins, those of which the worker has dropped the records. */
    List<Delivery> dropped(List<Delivery> open) {
        List<Delivery> dropped =
                committedSincePoll ? open.stream().filter(openAtPoll::contains).toList() : List.of();
        committedSincePoll = false;
        openAtPoll = new HashSet<>(open);
        dropped.forEach(openAtPoll::remove);
        return dropped;
    }
}
