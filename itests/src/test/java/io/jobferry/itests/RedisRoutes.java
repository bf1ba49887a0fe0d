package io.jobferry.itests;

import io.jobferry.camel.QueueRoutes;
import io.jobferry.camel.QueueServer;
import io.jobferry.camel.redisqueue.RedisQueueComponent;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;

/** Routes on Redis, seen from beside through a backend of the same envelope. */
final class RedisRoutes {
    private RedisRoutes() {}

    static QueueRoutes on(QueueServer server, RedisEnvelope envelope) {
        RedisQueueOptions options =
                RedisQueueOptions.of(server.address()).withLayout(RedisLayout.DEFAULT.withEnvelope(envelope));
        QueueRoutes routes = QueueRoutes.on("redisqueue", server, new RedisQueueBackend(options));
        routes.context
                .getComponent("redisqueue", RedisQueueComponent.class)
                .getConfiguration()
                .setEnvelope(envelope);
        return routes;
    }
}
