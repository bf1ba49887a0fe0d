package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.camel.QueueRoutes;
import io.jobferry.camel.QueueServer;
import io.jobferry.camel.RoutesOnServer;
import io.jobferry.redisqueue.RedisEnvelope;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Routes on lists that other programs fill and empty. */
@NeedsServer(ServerKind.REDIS)
class RedisPlainListRouteTest extends RoutesOnServer {
    private Jedis other;

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
        return RedisRoutes.on(server, RedisEnvelope.RAW);
    }

    @BeforeEach
    void connect() {
        server.start();
        other = new Jedis(HostAndPort.from(server.address()));
    }

    @AfterEach
    void disconnect() {
        other.close();
    }

    @Test
    void a_list_that_others_push_on_the_right_is_taken_from_the_left() throws Exception {
        other.rpush("queues:default", "first", "second", "third");

        see("redisqueue:default?keyPrefix=queues&popFrom=left");

        awaitSeen("first", "second", "third");
        await().atMost(QueueRoutes.PATIENCE).until(() -> !other.exists("queues:default"));
    }

    @Test
    void a_lists_key_is_a_queue_and_is_taken_from_the_right() throws Exception {
        other.lpush("resque:queue:mail", "first", "second", "third");

        see("redisqueue:resque:queue:mail");

        awaitSeen("first", "second", "third");
        routes.awaitEmpty("resque:queue:mail");
    }

    @Test
    void what_is_put_others_pop_in_order() {
        routes.context.start();

        routes.context.createProducerTemplate().sendBody("redisqueue:right", List.of("first", "second"));
        routes.context.createProducerTemplate().sendBody("redisqueue:left?popFrom=left", List.of("first", "second"));

        assertThat(other.rpop("right", 2)).containsExactly("first", "second");
        assertThat(other.lpop("left", 2)).containsExactly("first", "second");
    }

    @Test
    void a_job_that_others_pushed_is_tried_again_and_is_then_dead() throws Exception {
        routes.start(
                "redisqueue:mail?popFrom=left&maxAttempts=2&retryDelay=0s",
                route -> route.process(this::see).throwException(new IllegalStateException("no")));

        other.rpush("mail", "x");

        await().atMost(QueueRoutes.PATIENCE).until(() -> other.llen("{mail}:jobferry:failed") == 1);
        assertThat(seen).containsExactly("x", "x");
    }

    private void awaitSeen(String... bodies) {
        await().atMost(QueueRoutes.PATIENCE)
                .untilAsserted(() -> assertThat(seen).containsExactly(bodies));
    }
}
