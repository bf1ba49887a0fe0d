package io.jobferry.testkit;

import io.jobferry.Backend;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedDisqueClusterConsumerContractTest extends DisqueConsumerContract {
    @RegisterExtension
    static final EmbeddedDisqueExtension DISQUE = new EmbeddedDisqueExtension(() -> EmbeddedDisque.startCluster(3));

    @Override
    protected Backend open() {
        return new DisqueBackend(DisqueOptions.of(DISQUE.uri()));
    }
}
