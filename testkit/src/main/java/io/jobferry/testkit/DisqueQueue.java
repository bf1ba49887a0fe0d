package io.jobferry.testkit;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** A queue as one node has it. Owned by the loop's thread. */
final class DisqueQueue {
    final String name;
    final DisqueNode node;
    /** Tells the queues of a node apart, and which is older. */
    final long number;

    final TreeSet<DisqueJob> jobs = new TreeSet<>(DisqueJob.BY_AGE);
    /** Who waits for its jobs, the longest first. */
    final Set<DisqueWait> waiting = new LinkedHashSet<>();

    final long createdSeconds;
    long usedSeconds;
    long in;
    long out;
    DisquePause pause = DisquePause.NONE;

    DisqueQueue(String name, DisqueNode node, long number, long nowSeconds) {
        this.name = name;
        this.node = node;
        this.number = number;
        this.createdSeconds = nowSeconds;
        this.usedSeconds = nowSeconds;
    }
}
