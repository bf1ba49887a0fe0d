package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.PutOptions;
import io.jobferry.itests.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** What both connectors of every backend do in a worker of any version. */
abstract class TransportContract extends SharedWorkerFixture {
    private final TestServer server;
    private final Connectors connectors;
    private final String name = "transport-" + UUID.randomUUID();
    private final Tube tube;

    TransportContract(LocalKafka kafka, TestServer server, Connectors connectors, WorkerVersion version)
            throws InterruptedException {
        super(kafka, version);
        this.server = server;
        this.connectors = connectors;
        this.tube = closedAfter(queue(name));
    }

    @Test
    void jobs_become_records_byte_for_byte_and_the_queue_is_drained() {
        List<Body> bodies = bodies();
        rest.start(name, connectors.source(server.address(), name), 1);

        tube.put(PutOptions.none(), bodies);

        List<ConsumerRecord<byte[], byte[]>> records = topics.read(name, bodies.size());
        assertThat(records).extracting(record -> Body.of(record.value())).isEqualTo(bodies);
        assertThat(header(records.get(0), "jobferry.queue")).isEqualTo(name);
        assertThat(header(records.get(0), "jobferry.job.id")).isNotEmpty();
        tube.awaitEmpty();
    }

    @Test
    void records_become_jobs_byte_for_byte() throws Exception {
        List<Body> bodies = bodies();
        bodies.forEach(body -> topics.write(name, body.bytes()));

        rest.start(name, connectors.sink(server.address(), name, "${topic}"), 1);

        assertThat(tube.take(bodies.size())).extracting(Job::body).isEqualTo(bodies);
    }

    @Test
    void a_records_headers_say_how_its_job_is_put() {
        Map<String, String> config = connectors.sink(server.address(), name, name);
        config.put("put.delay.ms", "3600000");
        rest.start(name, config, 1);

        topics.write(name, "later".getBytes(StandardCharsets.UTF_8));
        topics.write(
                name,
                "now".getBytes(StandardCharsets.UTF_8),
                new RecordHeader("jobferry.put.delay.ms", "0".getBytes(StandardCharsets.UTF_8)));

        tube.awaitCount(JobState.DELAYED, 1);
        tube.awaitCount(JobState.READY, 1);
    }

    @Test
    void jobs_of_several_queues_go_through_several_tasks_to_topics_of_their_names() {
        String other = name + "-2";
        rest.start(name, with(connectors.source(server.address(), name + "," + other), "tasks.max", "2"), 2);

        tube.put("a", "b");
        try (Tube second = queue(other)) {
            second.put("c");

            assertThat(topics.texts(name, 2)).containsExactly("a", "b");
            assertThat(topics.texts(other, 1)).containsExactly("c");
            second.awaitEmpty();
        }
        tube.awaitEmpty();
    }

    private Tube queue(String queue) {
        return new Tube(connectors.open(server.address()), queue);
    }

    private static Map<String, String> with(Map<String, String> config, String key, String value) {
        config.put(key, value);
        return config;
    }

    /** Bytes as other languages' programs put them: a gob of Go's, PHP's serialize(), JSON, all bytes, the longest. */
    private static List<Body> bodies() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        byte[] gob = {0x1f, (byte) 0xff, (byte) 0x81, 3, 1, 1, 7, 'M', 'e', 's', 's', 'a', 'g', 'e', 1, (byte) 0xff};
        return List.of(
                Body.of(gob),
                Body.of("a:2:{s:2:\"id\";i:7;s:4:\"name\";s:6:\"J\u00fcrg\";}".getBytes(StandardCharsets.ISO_8859_1)),
                Body.utf8("{\"to\":\"j\u00fcrg@example.org\"}\r\n"),
                Body.of(all),
                Body.utf8(""),
                Body.of(new byte[65_535]));
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
