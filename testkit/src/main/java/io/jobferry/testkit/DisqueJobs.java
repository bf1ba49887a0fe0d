package io.jobferry.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every job of a cluster, and the moves between the states. A job is one object, however many nodes know it: copies that
 * drift apart there are none. Owned by the loop's thread.
 */
final class DisqueJobs {
    /** The server looks for jobs that ended when the second after the last is over. */
    private static final long END_SEEN_MILLIS = 1000;

    private final DisqueClock clock;
    private final List<DisqueNode> nodes;
    private final Map<String, DisqueJob> jobs = new LinkedHashMap<>();
    private final TreeSet<DisqueJob> due = new TreeSet<>(DisqueJob.BY_DUE);
    /** The queues that may have something for those who wait. */
    private final Set<DisqueQueue> ready = new LinkedHashSet<>();

    private long lastCreatedNanos;

    DisqueJobs(DisqueClock clock, List<DisqueNode> nodes) {
        this.clock = clock;
        this.nodes = nodes;
    }

    /** All jobs, the oldest first. */
    Collection<DisqueJob> all() {
        return jobs.values();
    }

    /** The job, wherever it is. */
    @Nullable
    DisqueJob find(String id) {
        return jobs.get(id);
    }

    /** The job, if this node knows it. */
    @Nullable
    DisqueJob find(String id, DisqueNode node) {
        DisqueJob job = jobs.get(id);
        return job != null && job.knownTo.contains(node) ? job : null;
    }

    /** Adds what a client asks this node for. */
    DisqueJob add(DisqueAdd asked, DisqueNode node) throws DisqueError {
        List<DisqueNode> sentTo = receivers(asked.replicate(), node);
        DisqueQueue queue = node.existing(asked.queue());
        if (queue != null && asked.maxLength() > 0 && queue.jobs.size() >= asked.maxLength()) {
            throw DisqueError.coded("MAXLEN", "Queue is already longer than the specified MAXLEN count");
        }
        if (queue != null && queue.pause.in) {
            throw DisqueError.coded("PAUSED", "Queue paused in input, try later");
        }
        long now = clock.millis();
        lastCreatedNanos = Math.max(now * 1_000_000, lastCreatedNanos + 1);
        DisqueJob job = new DisqueJob(asked, node, sentTo, lastCreatedNanos, now);
        jobs.put(job.id, job);
        if (asked.delay() == 0) {
            enqueue(job, job.home);
        } else {
            schedule(job);
        }
        return job;
    }

    /** A node that leaves takes no copy itself. */
    private List<DisqueNode> receivers(int copies, DisqueNode node) throws DisqueError {
        List<DisqueNode> others = nodes.stream()
                .filter(other -> other != node && other.isReachable())
                .toList();
        int missing = copies - others.size() - (node.leaving ? 0 : 1);
        if (missing > 0) {
            String words = "Not enough reachable nodes for the requested replication level";
            throw DisqueError.coded(
                    "NOREPL",
                    missing == 1 && node.leaving
                            ? words + ", since I'm unable to hold a copy of the message for the following reason:"
                                    + " I'm leaving the cluster"
                            : words);
        }
        List<DisqueNode> receivers = new ArrayList<>(others.subList(0, node.leaving ? copies : copies - 1));
        if (!node.leaving) {
            receivers.add(0, node);
        }
        return receivers;
    }

    /** Queues the job at this node; false if it is queued there, or was delivered and is never to be again. */
    boolean enqueue(DisqueJob job, DisqueNode node) {
        if (!toQueue(job, node)) {
            return false;
        }
        if (job.wasQueued) {
            job.additionalDeliveries++;
        }
        job.wasQueued = true;
        return true;
    }

    /** The same for a job that a client could not do. */
    boolean nack(DisqueJob job, DisqueNode node) {
        if (!toQueue(job, node)) {
            return false;
        }
        job.nacks++;
        return true;
    }

    private boolean toQueue(DisqueJob job, DisqueNode node) {
        if (job.stateAt(node) == DisqueJob.State.QUEUED || job.requeueMillis == DisqueJob.NEVER) {
            return false;
        }
        dequeue(job);
        job.state = DisqueJob.State.QUEUED;
        job.home = node;
        job.knownTo.add(node);
        job.requeueMillis = job.isAtMostOnce() ? DisqueJob.NEVER : nextRequeueMillis(job);
        schedule(job);
        DisqueQueue queue = node.queue(job.asked.queue());
        queue.jobs.add(job);
        queue.usedSeconds = clock.seconds();
        queue.in++;
        signal(queue);
        return true;
    }

    /** Takes the job out of its queue; false if it is in none. */
    boolean dequeue(DisqueJob job) {
        if (job.state != DisqueJob.State.QUEUED) {
            return false;
        }
        job.home.queue(job.asked.queue()).jobs.remove(job);
        job.state = DisqueJob.State.ACTIVE;
        return true;
    }

    /** Begins the time until the job is queued again anew, for who works on it. */
    void postpone(DisqueJob job) throws DisqueError {
        long createdMillis = job.createdNanos / 1_000_000;
        long life = 1000 * job.endSeconds - createdMillis;
        if (life > 0 && clock.millis() - createdMillis > life / 2) {
            throw DisqueError.coded(
                    "TOOLATE",
                    "Half of job TTL already elapsed, you are no longer allowed to postpone the next delivery.");
        }
        dequeue(job);
        if (!job.isAtMostOnce()) {
            job.requeueMillis = nextRequeueMillis(job);
            schedule(job);
        }
    }

    /** The oldest job of this queue, the node's own before those of others; null if none may be taken. */
    @Nullable
    DisqueJob fetch(String name, DisqueNode node) {
        DisqueQueue own = node.queue(name);
        if (own.pause.out) {
            return null;
        }
        DisqueJob job = own.jobs.pollFirst();
        if (job == null) {
            // Who leaves does not ask the others.
            job = node.leaving ? null : fetchFromOthers(name, node);
            own.in += job == null ? 0 : 1;
        }
        if (job == null) {
            return null;
        }
        own.usedSeconds = clock.seconds();
        own.out++;
        job.state = DisqueJob.State.ACTIVE;
        job.home = node;
        job.knownTo.add(node);
        return job;
    }

    private @Nullable DisqueJob fetchFromOthers(String name, DisqueNode node) {
        for (DisqueNode other : nodes) {
            DisqueQueue queue = other == node ? null : other.existing(name);
            DisqueJob job = queue == null || queue.pause.out ? null : queue.jobs.pollFirst();
            if (queue != null && job != null) {
                queue.out++;
                return job;
            }
        }
        return null;
    }

    /** Forgets the job, everywhere. */
    void remove(DisqueJob job) {
        dequeue(job);
        due.remove(job);
        jobs.remove(job.id);
    }

    /** Has one node forget the job. */
    void remove(DisqueJob job, DisqueNode node) {
        job.knownTo.remove(node);
        if (job.knownTo.isEmpty()) {
            remove(job);
        } else if (job.home == node) {
            dequeue(job);
            job.home = job.knownTo.iterator().next();
        }
    }

    /** Forgets all jobs and queues. */
    void removeAll() {
        jobs.clear();
        due.clear();
        ready.clear();
        nodes.forEach(node -> node.queues.clear());
    }

    /** Empties the queues of a node that is no more: its jobs wait for their time. */
    void scatter(DisqueNode node) {
        for (DisqueQueue queue : node.queues.values()) {
            List.copyOf(queue.jobs).forEach(this::dequeue);
        }
        node.queues.clear();
    }

    /** The queue may have something for those who wait. */
    void signal(DisqueQueue queue) {
        ready.add(queue);
    }

    /** The queues that were signalled since the last call. */
    List<DisqueQueue> takeReady() {
        List<DisqueQueue> taken = List.copyOf(ready);
        ready.clear();
        return taken;
    }

    long nextDueMillis() {
        return due.isEmpty() ? Long.MAX_VALUE : due.first().dueMillis;
    }

    /** Queues and forgets the jobs whose time it is. */
    void catchUp() {
        long now = clock.millis();
        while (nextDueMillis() <= now) {
            DisqueJob job = due.first();
            if (job.endSeconds <= now / 1000) {
                remove(job);
            } else {
                requeue(job);
                schedule(job);
            }
        }
    }

    private void requeue(DisqueJob job) {
        DisqueNode node = job.home.up ? job.home : anyUp();
        DisqueQueue queue = node == null ? null : node.existing(job.asked.queue());
        boolean paused = queue != null && queue.pause.in && !job.isAtMostOnce();
        if (node == null || paused || job.state == DisqueJob.State.QUEUED) {
            job.requeueMillis = nextRequeueMillis(job);
        } else {
            enqueue(job, node);
        }
    }

    private @Nullable DisqueNode anyUp() {
        return nodes.stream().filter(node -> node.up).findFirst().orElse(null);
    }

    /** The real server adds up to half a second, or takes it away. */
    private long nextRequeueMillis(DisqueJob job) {
        return clock.millis() + 1000 * Math.max(1, job.asked.retry());
    }

    private void schedule(DisqueJob job) {
        due.remove(job);
        long requeue = job.requeueMillis == DisqueJob.NEVER ? Long.MAX_VALUE : job.requeueMillis;
        job.dueMillis = Math.min(requeue, 1000 * job.endSeconds + END_SEEN_MILLIS);
        due.add(job);
    }
}
