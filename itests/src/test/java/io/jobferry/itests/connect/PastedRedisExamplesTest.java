package io.jobferry.itests.connect;

import io.jobferry.itests.TestServer;

@RedisConnectTest
class PastedRedisExamplesTest extends PastedExamplesContract {
    PastedRedisExamplesTest(LocalKafka kafka, TestServer server) {
        super(kafka, server, Connectors.REDIS);
    }
}
