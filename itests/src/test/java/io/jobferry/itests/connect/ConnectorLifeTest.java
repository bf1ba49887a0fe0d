package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobferry.Body;
import io.jobferry.JobState;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;
import io.jobferry.kafka.ConnectRefusal;
import io.jobferry.kafka.Loopback;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A connector's life as its owner leads it, by the worker's REST interface. */
@NeedsServer(ServerKind.BEANSTALKD)
class ConnectorLifeTest extends SharedWorkerFixture {
    private final TestServer server;
    private final String name = "life-" + UUID.randomUUID();
    private final Tube tube;

    ConnectorLifeTest(LocalKafka kafka, TestServer server) throws InterruptedException {
        super(kafka);
        this.server = server;
        this.tube = closedAfter(new Tube(server.address(), name));
    }

    @Test
    void what_is_wrong_is_told_with_key_value_and_what_is_allowed() {
        Map<String, String> config = Configs.source(server.address(), name);
        config.put("name", name);

        assertThat(rest.validate(config).path("error_count").asInt()).isZero();
        assertThat(errors(config, "batch.sice", "5", "batch.sice"))
                .contains("batch.sice: is no key of this connector", "did you mean batch.size?");
        assertThat(errors(config, "skipped.records", "drop", "skipped.records"))
                .contains("skipped.records", "drop", "ack, release, dead, fail");
        assertThat(errors(config, "topic", "jobs of ${queue}", "topic"))
                .contains("topic", "jobs of ${queue}", "a-z A-Z 0-9 . _ -", "249");
        String away = Loopback.ADDRESS + ":" + Loopback.freePort();
        assertThat(errors(config, "beanstalk.servers", away, "beanstalk.servers"))
                .contains("beanstalk.servers", away);
    }

    @Test
    void a_wrong_configuration_is_refused_and_the_answer_says_why() {
        Map<String, String> config = Configs.source(server.address(), name);
        config.put("errors.tolerance", "all");

        assertThatThrownBy(() -> rest.put(name, config))
                .isInstanceOfSatisfying(
                        ConnectRefusal.class, e -> assertThat(e.status()).isEqualTo(400))
                .hasMessageContaining("skipped.records: is not set, and has to be under errors.tolerance=all")
                .hasMessageContaining("ack, release, dead, fail");
        assertThat(rest.connectors()).doesNotContain(name);
    }

    @Test
    void a_job_that_is_held_beyond_its_time_to_run_by_a_paused_connector_is_delivered_once() {
        Map<String, String> config = slow(2_500);
        rest.start(name, config, 1);
        tube.put(BeanstalkPut.DEFAULT.withTimeToRun(Duration.ofSeconds(1)), List.of(Body.utf8("held")));
        tube.awaitCount(JobState.RESERVED, 1);

        rest.pause(name);
        tube.put("later");
        tube.awaitCount(JobState.RESERVED, 0);
        long readyWhilePaused = tube.count(JobState.READY);
        rest.resume(name, 1);

        assertThat(readyWhilePaused).as("a paused connector takes no job").isEqualTo(1);
        assertThat(topics.read(name, 2))
                .extracting(record -> Body.of(record.value()).utf8())
                .containsExactly("held", "later");
        tube.awaitEmpty();
    }

    @Test
    void a_restarted_connector_goes_on() {
        rest.start(name, Configs.source(server.address(), name), 1);
        tube.put("before");
        topics.read(name, 1);
        tube.awaitEmpty();

        rest.restart(name);
        tube.put("after");

        assertThat(topics.texts(name, 2)).containsExactly("after", "before");
        tube.awaitEmpty();
    }

    @Test
    void jobs_that_kafka_does_not_have_are_ready_again_when_the_connector_is_deleted() {
        rest.start(name, slow(60_000), 1);
        tube.put("a", "b", "c");
        tube.awaitCount(JobState.RESERVED, 3);

        rest.delete(name);

        tube.awaitCount(JobState.READY, 3);
    }

    @Test
    void the_offsets_of_a_source_can_be_read_changed_and_forgotten() {
        rest.start(name, Configs.source(server.address(), name), 1);
        tube.put("a");
        await().atMost(SOON)
                .until(() -> rest.offsets(name).at("/offsets/0/offset/job").isTextual());

        rest.stop(name);
        JsonNode written = rest.offsets(name).at("/offsets/0");
        rest.alterOffsets(name, Map.of("queue", written.at("/partition/queue").asText()), Map.of("job", "x"));
        String altered = rest.offsets(name).at("/offsets/0/offset/job").asText();
        rest.resetOffsets(name);

        assertThat(written.at("/partition")).hasSize(1);
        assertThat(written.at("/partition/queue").asText()).endsWith(server.address() + "/" + name);
        assertThat(altered).isEqualTo("x");
        // A partition that is forgotten may still be named for a while, with no offset.
        assertThat(rest.offsets(name).path("offsets"))
                .allSatisfy(left -> assertThat(left.path("offset").isNull()).isTrue());
        assertThatThrownBy(() -> rest.alterOffsets(name, Map.of("queue", "mail"), Map.of("job", "x")))
                .isInstanceOf(ConnectRefusal.class)
                .hasMessageContaining("mail");
    }

    @Test
    void the_offsets_of_a_sink_can_be_set_back() throws Exception {
        topics.write(name, "a", "b");
        rest.start(name, Configs.sink(server.address(), name, name), 1);
        List<String> first = tube.takeTexts(2);
        await().atMost(SOON)
                .until(() ->
                        rest.offsets(name).at("/offsets/0/offset/kafka_offset").asInt() == 2);

        rest.stop(name);
        rest.alterOffsets(name, Map.of("kafka_topic", name, "kafka_partition", 0), Map.of("kafka_offset", 1));
        rest.resume(name, 1);

        assertThat(first).containsExactly("a", "b");
        assertThat(tube.takeTexts(1)).containsExactly("b");
    }

    /** A source whose records wait for company before they go to Kafka: until then their jobs are held. */
    private Map<String, String> slow(int lingerMillis) {
        Map<String, String> config = Configs.source(server.address(), name);
        config.put("producer.override.linger.ms", Integer.toString(lingerMillis));
        config.put("producer.override.batch.size", "1000000");
        return config;
    }

    /** What is said about a key when this is changed. */
    private String errors(Map<String, String> config, String changed, String value, String key) {
        Map<String, String> wrong = new HashMap<>(config);
        wrong.put(changed, value);
        for (JsonNode entry : rest.validate(wrong).path("configs")) {
            if (entry.at("/value/name").asText().equals(key)) {
                return entry.at("/value/errors").toString();
            }
        }
        return "";
    }
}
