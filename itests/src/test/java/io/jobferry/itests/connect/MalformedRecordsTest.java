package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** Fault 40: records that cannot be jobs, and what the sink does with them. */
@NeedsServer(ServerKind.BEANSTALKD)
class MalformedRecordsTest extends SharedWorkerFixture {
    private static final int TOO_BIG = 70_000;

    private final TestServer server;
    private final String name = "malformed-" + UUID.randomUUID();
    private final String dead = name + "-dead";
    private final Tube tube;

    MalformedRecordsTest(LocalKafka kafka, TestServer server) throws InterruptedException {
        super(kafka);
        this.server = server;
        this.tube = closedAfter(new Tube(server.address(), name));
    }

    @Test
    void fault_40_malformed_records_go_to_the_dead_letter_queue_and_the_others_are_put() throws Exception {
        rest.start(name, withDeadLetters(), 1);

        topics.write(name, "first");
        topics.write(name, (byte[]) null);
        topics.write(name, new byte[TOO_BIG]);
        topics.write(name, bytes("priority"), header("jobferry.put.priority", "urgent"));
        topics.write(name, bytes("range"), header("jobferry.put.delay.ms", "-1"));
        topics.write(name, bytes("strange"), new RecordHeader("strange", new byte[] {(byte) 0xff, 0}));
        topics.write(name, "last");

        assertThat(tube.takeTexts(3)).containsExactly("first", "strange", "last");
        assertThat(topics.read(dead, 4))
                .hasSize(4)
                .allSatisfy(record -> assertThat(reason(record)).isNotEmpty());
        assertThat(rest.status(name).is("RUNNING", 1)).isTrue();
        tube.awaitEmpty();
    }

    @Test
    void fault_42_records_that_a_converter_refuses_go_to_the_dead_letter_queue() throws Exception {
        Map<String, String> config = withDeadLetters();
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "false");
        rest.start(name, config, 1);

        topics.write(name, "{\"to\":\"you\"}", "{no json", "{\"to\":\"me\"}");

        assertThat(tube.takeTexts(2)).containsExactly("{\"to\":\"you\"}", "{\"to\":\"me\"}");
        assertThat(topics.texts(dead, 1)).containsExactly("{no json");
    }

    @Test
    void fault_40_null_values_can_be_ignored_or_put_as_empty_jobs() throws Exception {
        String ignoring = name + "-ignoring";
        topics.write(name, (byte[]) null);
        topics.write(name, "after");
        rest.put(name, with(Configs.sink(server.address(), name, name), "behavior.on.null.values", "put.empty"));
        rest.put(ignoring, with(Configs.sink(server.address(), name, ignoring), "behavior.on.null.values", "ignore"));

        assertThat(tube.takeTexts(2)).containsExactly("", "after");
        try (Tube second = new Tube(server.address(), ignoring)) {
            assertThat(second.takeTexts(1)).containsExactly("after");
        }
    }

    @Test
    void fault_40_without_a_place_for_it_a_malformed_record_fails_the_task_which_names_it() {
        topics.write(name, "good");
        topics.write(name, (byte[]) null);

        rest.put(name, Configs.sink(server.address(), name, name));

        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> !rest.status(name).failure().isEmpty());
        assertThat(rest.status(name).failure()).contains(name, "offset 1", "behavior.on.null.values");
    }

    private Map<String, String> withDeadLetters() {
        Map<String, String> config = Configs.sink(server.address(), name, name);
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", dead);
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        config.put("errors.deadletterqueue.context.headers.enable", "true");
        return config;
    }

    private static Map<String, String> with(Map<String, String> config, String key, String value) {
        config.put(key, value);
        return config;
    }

    private static String reason(ConsumerRecord<byte[], byte[]> record) {
        Header message = record.headers().lastHeader("__connect.errors.exception.message");
        return new String(message.value(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, bytes(value));
    }
}
