package io.jobferry.itests;

import io.jobferry.Backend;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.testkit.DisqueConsumerContract;

@NeedsServer(ServerKind.DISQUE)
class DisqueConsumerContractTest extends DisqueConsumerContract {
    private final DisqueOptions options;

    DisqueConsumerContractTest(TestServer disque) {
        options = DisqueOptions.of(disque.address());
    }

    @Override
    protected Backend open() {
        return new DisqueBackend(options);
    }
}
