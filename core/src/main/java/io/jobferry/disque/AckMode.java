package io.jobferry.disque;

/** How a job that is done is acknowledged. */
public enum AckMode {
    /** Every node that may have a copy is told, and told again until it has heard it: no second delivery by a node that
     * was away. */
    ACKJOB,
    /** Every node is told once: fewer messages, and a second delivery by a node that was away. */
    FASTACK
}
