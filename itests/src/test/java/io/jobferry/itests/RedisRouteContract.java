package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.PutOptions;
import io.jobferry.camel.QueueRoutes;
import io.jobferry.camel.QueueServer;
import io.jobferry.camel.RouteContract;
import io.jobferry.redisqueue.RedisEnvelope;
import org.junit.jupiter.api.Test;

/** What routes on Redis promise, however jobs lie there. */
abstract class RedisRouteContract extends RouteContract {
    private final RedisEnvelope envelope;

    RedisRouteContract(RedisEnvelope envelope) {
        this.envelope = envelope;
    }

    @Override
    protected String scheme() {
        return "redisqueue";
    }

    @Override
    protected QueueServer server() {
        return new RealQueueServer(ServerKind.REDIS);
    }

    @Override
    protected QueueRoutes routes() {
        return RedisRoutes.on(server, envelope);
    }

    /** The lease is the consumer's. */
    @Override
    protected PutOptions shortLease() {
        return PutOptions.none();
    }

    @Override
    protected String shortLeases() {
        return "&leaseOver=waiting&lease=2s";
    }

    @Test
    void two_servers_are_consumed_from_together() throws Exception {
        try (QueueServer other = server();
                QueueRoutes onOther = RedisRoutes.on(other, envelope)) {
            other.start();
            see("redisqueue:a?servers=" + server.address() + "," + other.address());

            routes.put("a", "x");
            onOther.put("a", "y");

            routes.awaitEmpty("a");
            onOther.awaitEmpty("a");
            assertThat(seen).containsExactlyInAnyOrder("x", "y");
            routes.context.stop();
        }
    }
}
