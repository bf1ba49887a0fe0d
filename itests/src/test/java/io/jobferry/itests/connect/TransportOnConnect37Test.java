package io.jobferry.itests.connect;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;

@NeedsServer(ServerKind.BEANSTALKD)
class TransportOnConnect37Test extends TransportContract {
    TransportOnConnect37Test(LocalKafka kafka, TestServer server) throws InterruptedException {
        super(kafka, server, Connectors.BEANSTALK, WorkerVersion.V3_7);
    }
}
