package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.Queues;
import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;
import io.jobferry.kafka.ConnectRest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Disque's connectors in real workers: from a queue over a topic into another queue. */
@NeedsServer(ServerKind.DISQUE)
@SharedWorker
class DisqueTransportTest {
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private final LocalKafka kafka;
    private final TestServer server;
    private final Backend backend;
    private final String name = "disque-" + UUID.randomUUID();

    DisqueTransportTest(LocalKafka kafka, TestServer server) {
        this.kafka = kafka;
        this.server = server;
        this.backend = Queues.open("disque://" + server.address());
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @ParameterizedTest
    @EnumSource
    void jobs_go_over_a_topic_into_another_queue_byte_for_byte(WorkerVersion version) throws Exception {
        List<Body> bodies = bodies();
        ConnectRest rest = kafka.rest(version);
        rest.start(name + "-source", config("DisqueSourceConnector", Map.of("queues", name)), 1);
        rest.start(name + "-sink", config("DisqueSinkConnector", Map.of("topics", name, "queue", name + "-out")), 1);

        put(bodies);

        assertThat(taken(bodies.size())).isEqualTo(new HashSet<>(bodies));
        assertThat(kafka.topics().read(name, bodies.size()))
                .hasSize(bodies.size())
                .allSatisfy(record -> assertThat(new String(
                                record.headers().lastHeader("jobferry.queue").value(), StandardCharsets.UTF_8))
                        .isEqualTo(name));
        try (QueueAdmin in = backend.admin(name)) {
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> in.stats().of(JobState.RESERVED).orElse(1) == 0);
            assertThat(in.stats().of(JobState.READY)).hasValue(0);
        }
        rest.delete(name + "-source");
        rest.delete(name + "-sink");
    }

    private Map<String, String> config(String connector, Map<String, String> own) {
        Map<String, String> config = new HashMap<>(own);
        config.put("connector.class", "io.jobferry.connect.disque." + connector);
        config.put("tasks.max", "1");
        config.put("disque.servers", server.address());
        config.put("key.converter", BYTES);
        config.put("value.converter", BYTES);
        return config;
    }

    private void put(List<Body> bodies) {
        try (JobSink sink = backend.sink(name)) {
            assertThat(sink.put(bodies.stream().map(NewJob::of).toList()))
                    .extracting(PutResult::kind)
                    .containsOnly(PutResult.Kind.PUT);
        }
    }

    private Set<Body> taken(int count) throws InterruptedException {
        List<Body> taken = new ArrayList<>();
        try (JobSource source = backend.source(List.of(name + "-out"))) {
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (taken.size() < count) {
                Tube.takeSome(source, count).forEach(job -> taken.add(job.body()));
                assertThat(System.nanoTime()).as(taken + " came").isLessThan(deadline);
            }
        }
        assertThat(taken).hasSize(count);
        return new HashSet<>(taken);
    }

    private static List<Body> bodies() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return List.of(
                Body.of(all), Body.utf8(""), Body.utf8("{\"to\":\"j\u00fcrg\"}\r\n"), Body.of(new byte[200_000]));
    }
}
