package io.jobferry.camel.disque;

import java.util.Arrays;

/** What a producer does: the words of Disque's protocol. Options and headers may also write {@code ACKJOB}. */
public enum DisqueOperation {
    /** Puts the body, or each element of it, into the queue. */
    put,
    /** The jobs of the id header, or those that the exchange holds, are done: every node is told until it has heard it. */
    ack,
    /** The same, but every node is told once. A job that the exchange holds is acknowledged as its consumer's option says. */
    fastAck,
    /** Sends back the jobs of the id header, or those that the exchange holds; an attempt is used. */
    nack,
    /** Begins the lease of the jobs of the id header, or of those that the exchange holds, anew. */
    working,
    /** Queues the jobs of the id header, or those that the exchange holds, now; no attempt is used. */
    enqueue,
    /** Takes the jobs of the id header out of the node's queue, which still knows them. */
    dequeue,
    /** Has the node forget the jobs of the id header. */
    delJob,
    /** What the node knows of the job of the id header. */
    show,
    /** How many jobs lie in the node's queue. */
    qlen,
    /** What the node knows of the queue. */
    qstat,
    /** Shows as many jobs of the node's queue as the body says: the oldest, or below zero the newest. */
    qpeek,
    /** A page of the names of the node's queues. */
    qscan,
    /** A page of the jobs of the queue that the node knows. */
    jscan,
    /** Pauses the queue, or tells how it is paused, as the body says in PAUSE's own words. */
    pause,
    /** The node and those that it knows. */
    hello,
    /** The node's figures, as a map. */
    info;

    /** The constant's name for a protocol's word, in any case: {@code ack} for {@code ACKJOB}; anything else stays. */
    static String nameOf(String word) {
        String name =
                word.equalsIgnoreCase("ADDJOB") ? put.name() : word.equalsIgnoreCase("ACKJOB") ? ack.name() : word;
        return Arrays.stream(values())
                .map(DisqueOperation::name)
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElse(name);
    }
}
