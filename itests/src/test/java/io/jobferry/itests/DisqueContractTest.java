package io.jobferry.itests;

import io.jobferry.Backend;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.testkit.DisqueContract;

@NeedsServer(ServerKind.DISQUE)
class DisqueContractTest extends DisqueContract {
    private final DisqueOptions options;

    DisqueContractTest(TestServer disque) {
        options = DisqueOptions.of(disque.address());
    }

    @Override
    protected Backend open() {
        return new DisqueBackend(options);
    }
}
