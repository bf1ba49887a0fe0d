package io.jobferry.itests;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.Settled;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.disque.DisquePut;
import io.jobferry.testkit.BackendContract;

@NeedsServer(ServerKind.DISQUE)
class DisqueContractTest extends BackendContract {
    private final DisqueOptions options;

    DisqueContractTest(TestServer disque) {
        options = DisqueOptions.of(disque.address());
    }

    @Override
    protected Backend open() {
        return new DisqueBackend(options);
    }

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
