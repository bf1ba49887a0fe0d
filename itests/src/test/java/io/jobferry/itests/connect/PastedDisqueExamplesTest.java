package io.jobferry.itests.connect;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;

@NeedsServer(ServerKind.DISQUE)
@OwnWorkers
class PastedDisqueExamplesTest extends PastedExamplesContract {
    PastedDisqueExamplesTest(LocalKafka kafka, TestServer server) {
        super(kafka, server, Connectors.DISQUE);
    }
}
