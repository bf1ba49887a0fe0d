package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsServer(ServerKind.BEANSTALKD)
@OwnWorkers
class PastedExamplesTest extends PastedExamplesContract {
    PastedExamplesTest(LocalKafka kafka, TestServer server) {
        super(kafka, server, Connectors.BEANSTALK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"source", "sink"})
    void the_form_for_kubernetes_says_the_same(String connector) throws Exception {
        Map<String, String> properties = properties(WORKERS.resolve(connector + ".properties"));
        String strimzi = Files.readString(WORKERS.resolve("strimzi.yaml"));

        properties.keySet().removeAll(Set.of("name", "connector.class", "tasks.max", "beanstalk.servers"));

        assertThat(properties)
                .isNotEmpty()
                .allSatisfy((key, value) -> assertThat(strimzi).contains("    " + key + ": " + value + "\n"));
    }
}
