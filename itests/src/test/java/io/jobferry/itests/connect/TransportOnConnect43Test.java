package io.jobferry.itests.connect;

import io.jobferry.itests.TestServer;

@ConnectTest
class TransportOnConnect43Test extends TransportContract {
    TransportOnConnect43Test(LocalKafka kafka, TestServer server) throws InterruptedException {
        super(kafka, server, Connectors.BEANSTALK, WorkerVersion.V4_3);
    }
}
