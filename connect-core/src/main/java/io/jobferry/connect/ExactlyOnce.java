package io.jobferry.connect;

import io.jobferry.Job;
import io.jobferry.Outcome;
import io.jobferry.QueueException;
import io.jobferry.Settled;
import io.jobferry.consume.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Each job of one server becomes one record, whatever crashes.
 *
 * <p>A job is deleted at its server after its record was committed in Kafka; no transaction spans both. A crash in
 * between leaves a job that is in Kafka already. So Kafka itself is made to remember what may be left: with each
 * transaction of records it commits the source's offsets (KIP-618), and our offset of a queue is a set of jobs.
 *
 * <pre>
 *   U    the jobs that are in Kafka and of which the server has not said that they are gone
 *
 *   poll          reserve a batch B; who is in U already: delete, do not publish
 *                 record i of B has the offset U + the first i + 1 jobs of B
 *   Kafka         commits the records and the last one's offset, or neither
 *   commitRecord  U := U + the jobs that it names; delete them: HeldJobs does, behind the next reserve, so that the
 *                 server deletes while the worker has the next batch
 *   DELETED       U := U - the job; but a reserve that was sent before may bring it still, and is told so
 *   no answer     the job is doubtful: see below
 *   start         U := the stored offset, all of it doubtful
 * </pre>
 *
 * A doubtful job is looked after before anything else is reserved: {@link DoneJobs} deletes it if nobody holds it, and
 * says that it is held otherwise; then it is asked about again later, or delivered to us and found in U. A server that
 * was restarted may have given all jobs new keys; so before the first job of a new key's kind is published all of U is
 * asked about.
 *
 * <p>Why it holds:
 *
 * <ul>
 *   <li>Nothing is lost: a job is deleted only if it is in U, and it is in U only if Kafka has committed its record.
 *   <li>Nothing comes twice: a job that is in Kafka is in the stored offset until the server has said that it is gone. A
 *       batch may be committed in part, when a task is paused or stopped in the middle of it; each record's offset is
 *       true by itself.
 *   <li>One at a time: a queue belongs to one task, and Kafka fences off the producer of the task before it. So an older
 *       task never commits anything after we have read the offset; it may only delete what is in U.
 *   <li>A record that a transformation dropped lies before others whose offsets say that it is in Kafka. That is true
 *       enough where its job is deleted anyway ({@code skipped.records=ack}). Where it is not, a batch is one job, and a
 *       record that is dropped has no offset.
 * </ul>
 *
 * <p>The task's thread, but for {@link #onSettled} and {@link #onLeaseLost}, which come from any.
 */
final class ExactlyOnce implements Guarantee {
    /** The most jobs in U and a batch together: 40 characters each is half of what Kafka takes as one record. */
    static final int LONGEST_WINDOW = 12_000;

    private static final Duration LONGEST_WAIT = Duration.ofMillis(100);

    private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(ExactlyOnce.class);

    private final RecordMapping mapping;
    private final LostLeases lost;
    private final int window;

    /** U, by queues. */
    private final Map<String, UnconfirmedJobs> unconfirmed;

    private long nextLookNanos = System.nanoTime();
    private boolean riskTold;

    /** What the keys of the jobs that were reserved last begin with; null before the first. */
    private @Nullable String epoch;

    /**
     * The guarantee for a server.
     *
     * @param window the most jobs that are unconfirmed, those of the batch under way among them
     * @param unconfirmed what an earlier task left open, by the names of the task's queues
     */
    ExactlyOnce(
            String server,
            RecordMapping mapping,
            LostLeases lost,
            int window,
            Map<String, UnconfirmedJobs> unconfirmed) {
        this.mapping = mapping;
        this.lost = lost;
        this.window = window;
        this.unconfirmed = Map.copyOf(unconfirmed);
        LOG.info("exactly once from {}: {} jobs of an earlier task may be left", server, size());
    }

    @Override
    public int room(int max, Duration wait) throws InterruptedException {
        tellRisk();
        lookAfterDoubtful();
        int room = awaitRoom(max, wait);
        unconfirmed.values().forEach(UnconfirmedJobs::reserving);
        return room;
    }

    private void tellRisk() {
        if (!riskTold) {
            unconfirmed.values().iterator().next().done().risk().ifPresent(risk -> LOG.warn("{}", risk));
            riskTold = true;
        }
    }

    /** At once what has just become doubtful; then, where another connection holds it still, once a second. */
    private void lookAfterDoubtful() {
        if (System.nanoTime() - nextLookNanos < 0) {
            return;
        }
        for (UnconfirmedJobs ofQueue : unconfirmed.values()) {
            ofQueue.lookAfterDoubtful();
            if (ofQueue.hasDoubtful()) {
                nextLookNanos = System.nanoTime() + AGAIN_NANOS;
            }
        }
    }

    /**
     * For all that may be taken, as long as jobs are being deleted: the first few that are gone are not worth a transaction.
     * Not for long: the caller tries again, and sees in between whether it was closed.
     */
    private synchronized int awaitRoom(int most, Duration wait) throws InterruptedException {
        long left = Math.min(wait.toMillis(), LONGEST_WAIT.toMillis());
        long endNanos = System.nanoTime() + Duration.ofMillis(left).toNanos();
        while (left > 0 && free() < most && (free() <= 0 || isDeleting())) {
            wait(left);
            left = Duration.ofNanos(endNanos - System.nanoTime()).toMillis();
        }
        return Math.min(most, Math.max(0, free()));
    }

    /** The free places in the window; below 0 where an earlier task had a larger one. */
    private int free() {
        return window - size();
    }

    private boolean isDeleting() {
        return unconfirmed.values().stream().anyMatch(UnconfirmedJobs::isDeleting);
    }

    private int size() {
        return unconfirmed.values().stream().mapToInt(UnconfirmedJobs::size).sum();
    }

    @Override
    public List<JobRecord> records(List<Delivery> reserved) {
        List<Delivery> fresh = fresh(reserved);
        Map<String, List<String>> keys = new HashMap<>();
        fresh.forEach(delivery -> keys.computeIfAbsent(delivery.job().queue(), queue -> new ArrayList<>())
                .add(delivery.job().key()));
        Map<String, Iterator<Map<String, ?>>> offsets = new HashMap<>();
        keys.forEach(
                (queue, batch) -> offsets.put(queue, of(queue).offsets(batch).iterator()));
        List<JobRecord> records = new ArrayList<>(fresh.size());
        for (Delivery delivery : fresh) {
            Iterator<Map<String, ?>> ofQueue =
                    Objects.requireNonNull(offsets.get(delivery.job().queue()));
            records.add(mapping.record(this, delivery, ofQueue.next()));
        }
        return records;
    }

    /** The jobs that are not in U, each once; those that are in U are deleted. */
    private List<Delivery> fresh(List<Delivery> reserved) {
        Map<String, Delivery> fresh = new LinkedHashMap<>();
        try {
            for (Delivery delivery : reserved) {
                meet(delivery.job());
                if (of(delivery.job().queue()).has(delivery.job().key())) {
                    LOG.debug(
                            "job {} is in Kafka already: it is deleted",
                            delivery.job().key());
                    delivery.done();
                } else {
                    Delivery older = fresh.put(delivery.job().key(), delivery);
                    if (older != null) {
                        older.settle(Outcome.giveBack()); // its lease had ended: it is not held any more
                    }
                }
            }
        } catch (QueueException e) {
            reserved.forEach(delivery -> delivery.settle(Outcome.giveBack()));
            throw e;
        }
        return List.copyOf(fresh.values());
    }

    /** A server that was restarted names its jobs anew, those in U too. */
    private void meet(Job job) {
        String met = job.key().endsWith(job.id())
                ? job.key().substring(0, job.key().length() - job.id().length())
                : "";
        if (!met.equals(epoch)) {
            for (UnconfirmedJobs ofQueue : unconfirmed.values()) {
                ofQueue.doubtAll();
                ofQueue.lookAfterDoubtful();
            }
            epoch = met;
        }
    }

    /** A transaction that was not answered may be committed: by their keys the next task knows these jobs. */
    @Override
    public void stops(List<Delivery> open) {
        for (Delivery delivery : open) {
            of(delivery.job().queue()).done().keepingItsKey().ifPresent(delivery::settle);
        }
    }

    @Override
    public void stored(Delivery delivery) {
        of(delivery.job().queue()).add(delivery.job().key());
        delivery.done();
    }

    @Override
    public void onSettled(Job job, Outcome outcome, Settled settled) {
        if (outcome.kind() != Outcome.Kind.DONE) {
            return;
        }
        if (settled != Settled.APPLIED) {
            of(job.queue()).doubt(job.key());
        } else {
            of(job.queue()).confirmed(job.key());
            synchronized (this) {
                notifyAll();
            }
        }
    }

    @Override
    public void onLeaseLost(Job job) {
        lost.add(job);
    }

    private UnconfirmedJobs of(String queue) {
        UnconfirmedJobs ofQueue = unconfirmed.get(queue);
        if (ofQueue == null) {
            throw new IllegalStateException("job is of no queue of this task: \"" + queue + "\"");
        }
        return ofQueue;
    }
}
