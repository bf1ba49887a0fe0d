package io.jobferry.itests.connect;

import io.jobferry.itests.TestServer;

@RedisConnectTest
class RedisTransportOnConnect43Test extends TransportContract {
    RedisTransportOnConnect43Test(LocalKafka kafka, TestServer server) throws InterruptedException {
        super(kafka, server, Connectors.REDIS, WorkerVersion.V4_3);
    }
}
