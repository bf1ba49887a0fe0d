package io.jobferry.itests.connect;

import io.jobferry.itests.TestServer;

@DisqueConnectTest
class PastedDisqueExamplesTest extends PastedExamplesContract {
    PastedDisqueExamplesTest(LocalKafka kafka, TestServer server) {
        super(kafka, server, Connectors.DISQUE);
    }
}
