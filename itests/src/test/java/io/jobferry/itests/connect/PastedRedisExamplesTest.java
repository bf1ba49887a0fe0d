package io.jobferry.itests.connect;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;

@NeedsServer(ServerKind.REDIS)
@OwnWorkers
class PastedRedisExamplesTest extends PastedExamplesContract {
    PastedRedisExamplesTest(LocalKafka kafka, TestServer server) {
        super(kafka, server, Connectors.REDIS);
    }
}
