package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Queues;
import io.jobferry.handlers.Message;
import io.jobferry.handlers.MessageQueue;
import io.jobferry.handlers.MessageQueues;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** What of docs/coming-from-tsuru.md is Redis' own stands here and works. */
@NeedsServer(ServerKind.REDIS)
class ComingFromTsuruOnRedisTest {
    private final String address;
    private final Jedis go;

    ComingFromTsuruOnRedisTest(TestServer redis) {
        address = redis.address();
        go = new Jedis(HostAndPort.from(address));
    }

    @AfterEach
    void close() {
        go.flushAll();
        go.close();
    }

    @Test
    void in_redis_a_message_is_a_line_of_json_on_a_plain_list() throws Exception {
        try (MessageQueues factory =
                new MessageQueues(Queues.open("redis://" + address + "?envelope=raw"), Message.JSON)) {
            MessageQueue queue = factory.get(":tsuru-app"); // the key: tsuru's prefix, which may be empty, and the name
            queue.put(Message.of("regenerate-apprc", "myapp"));
            String pushed = go.rpop(":tsuru-app");

            go.lpush(":tsuru-app", "{\"Action\":\"add-unit\",\"Args\":null}\n");
            MessageQueue.Taken popped = queue.get(Duration.ofSeconds(20)).orElseThrow();
            queue.delete(popped);

            assertThat(pushed).isEqualTo("{\"Action\":\"regenerate-apprc\",\"Args\":[\"myapp\"]}\n");
            assertThat(popped.message()).isEqualTo(Message.of("add-unit"));
        }
    }

    @Test
    void in_redis_a_delayed_message_waits_there_and_not_in_the_process() {
        try (MessageQueues factory =
                new MessageQueues(Queues.open("redis://" + address + "?envelope=raw"), Message.JSON)) {
            factory.get(":tsuru-app").put(Message.of("add-unit"), Duration.ofHours(1));
        }

        assertThat(go.zcard("{:tsuru-app}:jobferry:delayed")).isEqualTo(1);
    }
}
