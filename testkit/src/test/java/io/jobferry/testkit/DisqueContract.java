package io.jobferry.testkit;

import io.jobferry.PutOptions;
import io.jobferry.Settled;
import io.jobferry.disque.DisquePut;

/** The contract on a Disque, whoever made it, as far as it can be kept. */
public abstract class DisqueContract extends BackendContract {
    @Override
    protected PutOptions shortLease() {
        return DisquePut.DEFAULT.withRetry(SHORT_LEASE);
    }

    /** ACKJOB needs the id and no more. */
    @Override
    protected Settled doneByWhoLostTheLease() {
        return Settled.APPLIED;
    }

    /** Only NACK is counted by itself. */
    @Override
    protected int attemptAfterALease() {
        return 1;
    }
}
