package io.jobferry.itests.connect;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;

@NeedsServer(ServerKind.REDIS)
class RedisTransportOnConnect43Test extends TransportContract {
    RedisTransportOnConnect43Test(LocalKafka kafka, TestServer server) throws InterruptedException {
        super(kafka, server, Connectors.REDIS, WorkerVersion.V4_3);
    }
}
