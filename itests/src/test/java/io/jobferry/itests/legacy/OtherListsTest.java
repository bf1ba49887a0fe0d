package io.jobferry.itests.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.Queues;
import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Celery, whose messages can be read but not answered; RQ and Bull, whose lists hold nothing but ids. */
@NeedsServer(ServerKind.REDIS)
class OtherListsTest {
    /** In kombu's envelope; the body is base64 of [[2,3],{},{…}]. */
    private static final String CELERY_TASK =
            "{\"body\": \"W1syLCAzXSwge30sIHsiY2FsbGJhY2tzIjogbnVsbCwgImVycmJhY2tzIjog"
                    + "bnVsbCwgImNoYWluIjogbnVsbCwgImNob3JkIjogbnVsbH1d\", \"content-encoding\": \"utf-8\", \"content-type\": "
                    + "\"application/json\", \"headers\": {\"lang\": \"py\", \"task\": \"tasks.add\", "
                    + "\"id\": \"0b6d2f0e-4c0e-4f0e-9a5c-2a6c6a1d0001\", \"eta\": null, \"retries\": 0}, \"properties\": "
                    + "{\"correlation_id\": \"0b6d2f0e-4c0e-4f0e-9a5c-2a6c6a1d0001\", \"delivery_mode\": 2, "
                    + "\"delivery_info\": {\"exchange\": \"\", \"routing_key\": \"celery\"}, \"priority\": 0, "
                    + "\"body_encoding\": \"base64\", \"delivery_tag\": \"6d0d3b1e-7c43-4d8e-8f0a-0c6a1d2b0001\"}}";

    private final String uri;
    private final Jedis python;

    OtherListsTest(TestServer redis) {
        uri = "redis://" + redis.address() + "?envelope=raw";
        python = new Jedis(HostAndPort.from(redis.address()));
    }

    @AfterEach
    void closeAll() {
        python.flushAll();
        python.close();
    }

    @Test
    void a_celery_task_is_read_as_kombus_message_and_nobody_is_told_of_its_end() throws Exception {
        python.lpush("celery", CELERY_TASK);

        try (Worker worker = new Worker(uri, "celery")) {
            assertThat(worker.next()).isEqualTo(CELERY_TASK);
        }

        assertThat(python.keys("*")).as("no result, no unacked").containsExactly("{celery}:jobferry:stamps");
    }

    @Test
    void a_celery_task_with_a_priority_lies_in_another_list() throws Exception {
        python.lpush("celery\u0006\u00163", CELERY_TASK);

        try (Backend backend = Queues.open(uri)) {
            assertThat(backend.source(List.of("celery")).reserve(1, Duration.ofMillis(300)))
                    .isEmpty();
        }
    }

    @Test
    void of_an_rq_job_only_the_id_comes_and_its_hash_stays_queued() throws Exception {
        python.hset("rq:job:3f1a", Map.of("status", "queued", "data", "pickled", "origin", "default"));
        python.rpush("rq:queue:default", "3f1a");

        try (Worker worker = new Worker(uri + "&popFrom=left&keyPrefix=rq:queue", "default")) {
            assertThat(worker.next()).isEqualTo("3f1a");
        }

        assertThat(python.hget("rq:job:3f1a", "status")).isEqualTo("queued");
    }

    @Test
    void of_a_bull_job_only_the_id_comes_and_it_is_neither_active_nor_completed() throws Exception {
        python.hset("bull:mail:1", Map.of("name", "__default__", "data", "{\"to\":\"bob\"}"));
        python.lpush("bull:mail:wait", "1");

        try (Worker worker = new Worker(uri + "&keyPrefix=bull:mail", "wait")) {
            assertThat(worker.next()).isEqualTo("1");
        }

        assertThat(python.exists("bull:mail:active", "bull:mail:completed")).isZero();
        assertThat(python.hget("bull:mail:1", "data")).as("for ever").isEqualTo("{\"to\":\"bob\"}");
    }
}
