package io.jobferry.camel;

import java.time.Duration;

/**
 * Ends a job that a route holds: with {@code ackMode=manual} it stands in the scheme's acknowledgement header (a list
 * of them with {@code batching=true}, in the order of the bodies). The first of {@link #done}, {@link #retry}, {@link
 * #dead} and {@link #giveBack} counts; what comes later returns false. Any thread, also long after the exchange is
 * done: until then the job's lease is extended, up to {@code maxLease}.
 */
public interface JobAcknowledgement {
    /** The job's id. */
    String jobId();

    /** The work is done: the server forgets the job. */
    boolean done();

    /** The work failed: again after this delay. */
    boolean retry(Duration delay);

    /** The work failed for good: to the dead, from where the job can be redriven. */
    boolean dead(String reason);

    /** The work was not begun: back to its queue, no attempt used where the server can do so. */
    boolean giveBack();

    /** Begins the lease anew now, one round trip; returns false if the job is not ours any more. */
    boolean extend();
}
