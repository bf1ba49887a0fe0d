package io.jobferry.itests.connect;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;

@NeedsServer(ServerKind.BEANSTALKD)
class TransportOnConnect43Test extends TransportContract {
    TransportOnConnect43Test(LocalKafka kafka, TestServer server) throws InterruptedException {
        super(kafka, server, Connectors.BEANSTALK, WorkerVersion.V4_3);
    }
}
