package io.jobferry.testkit;

import io.jobferry.Backend;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedDisqueContractTest extends DisqueContract {
    @RegisterExtension
    static final EmbeddedDisqueExtension DISQUE = new EmbeddedDisqueExtension();

    @Override
    protected Backend open() {
        return new DisqueBackend(DisqueOptions.of(DISQUE.address()));
    }
}
