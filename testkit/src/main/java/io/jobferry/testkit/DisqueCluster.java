package io.jobferry.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the connections of all nodes share: the jobs, and who waits for them. Owned by the loop's thread. */
final class DisqueCluster implements Engine {
    /** Longer waits count as this: some 73 years. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 4;

    final DisqueClock clock = new DisqueClock();
    final List<DisqueNode> nodes;
    final DisqueJobs jobs;
    /** Null if everybody may come in. */
    final @Nullable String password;

    private final Waits waits = new Waits();
    private final Set<DisqueWait> waiting = new LinkedHashSet<>();

    /** A node for each port. */
    DisqueCluster(List<Integer> ports, @Nullable String password) {
        List<DisqueNode> all = new ArrayList<>();
        for (int port : ports) {
            all.add(new DisqueNode(port, clock));
        }
        this.nodes = List.copyOf(all);
        this.jobs = new DisqueJobs(clock, nodes);
        this.password = password;
    }

    @Override
    public long nextDueNanos() {
        long job = jobs.nextDueMillis();
        return Math.min(waits.nextDueNanos(), job == Long.MAX_VALUE ? job : clock.nanosAt(job));
    }

    @Override
    public void catchUp() {
        jobs.catchUp();
        serveWaiting();
        waits.resume();
    }

    /** Has the wait answered when one of its queues has a job, or when its time is over. */
    void startWait(DisqueWait wait) {
        waiting.add(wait);
        wait.queues().forEach(name -> wait.node.queue(name).waiting.add(wait));
        long timeout = Math.min(LONGEST_NANOS, TimeUnit.MILLISECONDS.toNanos(wait.get.timeoutMillis()));
        if (timeout > 0) {
            wait.wake = waits.wakeAt(System.nanoTime() + timeout, wait.connection);
        }
    }

    /** Forgets the wait: it was answered, or nobody wants to know any more. */
    void endWait(DisqueWait wait) {
        waiting.remove(wait);
        for (String name : wait.queues()) {
            DisqueQueue queue = wait.node.existing(name);
            if (queue != null) {
                queue.waiting.remove(wait);
            }
        }
        if (wait.wake != null) {
            waits.cancel(wait.wake);
            wait.wake = null;
        }
    }

    /** How many wait at this node. */
    long waiting(DisqueNode node) {
        return waiting.stream().filter(wait -> wait.node == node).count();
    }

    /** Lets the node leave, and says so to those who wait there. */
    void leave(DisqueNode node) {
        node.leaving = true;
        for (DisqueWait wait : List.copyOf(waiting)) {
            if (wait.node == node) {
                answer(wait, replies -> replies.error(DisqueError.leaving()));
            }
        }
    }

    /** The node is gone, and with it its queues. */
    void kill(DisqueNode node) {
        node.up = false;
        node.leaving = false;
        jobs.scatter(node);
    }

    void restart(DisqueNode node) {
        node.up = true;
    }

    /** Forgets all jobs and queues; those who wait get nothing. */
    void flush() {
        for (DisqueWait wait : List.copyOf(waiting)) {
            answer(wait, DisqueReplies::nullArray);
        }
        jobs.removeAll();
    }

    /** What lies ready goes to those who wait at its own node, then to those at others; the longest waiting first. */
    void serveWaiting() {
        for (DisqueQueue ready : jobs.takeReady()) {
            serve(ready);
            for (DisqueNode other : nodes) {
                DisqueQueue queue = other == ready.node ? null : other.existing(ready.name);
                if (queue != null) {
                    serve(queue);
                }
            }
        }
    }

    private void serve(DisqueQueue queue) {
        while (!queue.waiting.isEmpty()) {
            DisqueJob job = jobs.fetch(queue.name, queue.node);
            if (job == null) {
                return;
            }
            DisqueWait wait = queue.waiting.iterator().next();
            answer(wait, replies -> wait.get.tell(List.of(job), replies));
        }
    }

    private void answer(DisqueWait wait, Consumer<DisqueReplies> answer) {
        endWait(wait);
        wait.answer = answer;
        waits.serve(wait.connection);
    }
}
