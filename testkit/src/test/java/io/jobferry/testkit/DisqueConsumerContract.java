package io.jobferry.testkit;

import io.jobferry.PutOptions;
import io.jobferry.disque.DisquePut;

/** What a consumer does with a Disque, whoever made it, as far as it can be kept. */
public abstract class DisqueConsumerContract extends ConsumerContract {
    @Override
    protected PutOptions shortLease() {
        return DisquePut.DEFAULT.withRetry(SHORT_LEASE);
    }

    /** Only NACK is counted by itself. */
    @Override
    protected int attemptAfterALease() {
        return 1;
    }
}
