package io.jobferry.connect.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.testkit.EmbeddedBeanstalkd;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.connector.Connector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ValidateTest {
    private final EmbeddedBeanstalkd server = EmbeddedBeanstalkd.start();
    private final Map<String, String> source = new HashMap<>();
    private final Map<String, String> sink = new HashMap<>();

    @BeforeEach
    void configure() {
        source.put("name", "from-mail");
        source.put("connector.class", BeanstalkSourceConnector.class.getName());
        source.put("tasks.max", "1");
        source.put("beanstalk.servers", server.uri());
        source.put("queues", "mail");
        source.put("topic", "jobs.${queue}");
        sink.put("name", "to-mail");
        sink.put("connector.class", BeanstalkSinkConnector.class.getName());
        sink.put("topics", "mail");
        sink.put("beanstalk.servers", server.uri());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Map<String, String> sourceErrors() {
        return Answer.of(new BeanstalkSourceConnector(), source).errors();
    }

    private Map<String, String> sinkErrors() {
        return Answer.of(new BeanstalkSinkConnector(), sink).errors();
    }

    @Test
    void configurations_of_a_server_that_answers_are_right() {
        assertThat(sourceErrors()).isEmpty();
        assertThat(sinkErrors()).isEmpty();
    }

    @Test
    void a_wrong_key_is_told_with_the_one_that_was_meant() {
        source.put("beanstalk.fetch.stat", "true");
        sink.put("put.ttl.ms", "1000");

        assertThat(sourceErrors())
                .containsOnlyKeys("beanstalk.fetch.stat")
                .containsEntry(
                        "beanstalk.fetch.stat",
                        "beanstalk.fetch.stat: is no key of this connector; did you mean beanstalk.fetch.stats?");
        assertThat(sinkErrors().get("put.ttl.ms")).contains("did you mean put.ttr.ms?");
    }

    @Test
    void a_key_of_the_other_connector_is_a_wrong_key() {
        sink.put("beanstalk.fetch.stats", "true");

        assertThat(sinkErrors()).containsOnlyKeys("beanstalk.fetch.stats");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "4294967296", "high"})
    void a_wrong_value_is_told_with_its_key(String priority) {
        sink.put("put.priority", priority);

        assertThat(sinkErrors()).containsOnlyKeys("put.priority");
        assertThat(sinkErrors().get("put.priority")).contains(priority);
    }

    @Test
    void a_topic_name_that_kafka_would_not_take_is_told_before_anything_runs() {
        source.put("topic", "jobs/${queue}");

        assertThat(sourceErrors()).containsOnlyKeys("topic");
        assertThat(sourceErrors().get("topic")).contains("jobs/${queue}", ". _ -");
    }

    @Test
    void a_tube_name_that_beanstalkd_would_not_take_is_told_before_anything_runs() {
        source.put("queues", "mail,-x");

        assertThat(sourceErrors()).containsOnlyKeys("queues");
        assertThat(sourceErrors().get("queues")).contains("-x");
    }

    @Test
    void a_malformed_address_is_told_with_what_is_allowed() {
        sink.put("beanstalk.servers", "localhost:port");

        assertThat(sinkErrors()).containsOnlyKeys("beanstalk.servers");
        assertThat(sinkErrors().get("beanstalk.servers")).contains("localhost:port", "beanstalk://host:port");
    }

    @Test
    void the_same_server_in_two_spellings_is_one_too_many() {
        sink.put("beanstalk.servers", "localhost:11300,beanstalk://localhost");

        assertThat(sinkErrors().get("beanstalk.servers")).contains("twice", "beanstalk://localhost:11300");
    }

    @ParameterizedTest
    @ValueSource(strings = {"me:s3cret@localhost", "beanstalk://me:s3,cret@localhost:11300"})
    void fault_41_user_info_is_refused_and_never_repeated(String servers) {
        source.put("beanstalk.servers", servers);

        Answer answer = Answer.of(new BeanstalkSourceConnector(), source);

        assertThat(answer.errors()).containsOnlyKeys("beanstalk.servers");
        assertThat(answer.toString()).contains("user info").doesNotContain("s3", "cret");
    }

    @Test
    void a_server_that_nobody_can_reach_is_told_with_its_name_and_the_cause() throws Exception {
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String away = "127.0.0.1:" + bound.getLocalPort();
            sink.put("beanstalk.servers", server.uri() + "," + away);

            assertThat(sinkErrors()).containsOnlyKeys("beanstalk.servers");
            assertThat(sinkErrors().get("beanstalk.servers"))
                    .contains(away, "does not answer", "refused")
                    .doesNotContain(server.uri());
        }
    }

    @Test
    void servers_that_are_not_to_be_asked_may_be_away() throws Exception {
        source.put("validate.connection", "false");
        sink.put("validate.connection", "false");
        server.close();

        assertThat(sourceErrors()).isEmpty();
        assertThat(sinkErrors()).isEmpty();
    }

    @Test
    void silent_servers_are_asked_all_at_once_and_for_3_seconds_at_most() throws Exception {
        try (ServerSocket first = new ServerSocket(0);
                ServerSocket second = new ServerSocket(0)) {
            String one = "localhost:" + first.getLocalPort();
            String other = "localhost:" + second.getLocalPort();
            sink.put("beanstalk.servers", one + "," + other);
            long began = System.nanoTime();

            String error = sinkErrors().get("beanstalk.servers");

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(4500));
            assertThat(error).contains(one, other);
        }
    }

    @Test
    void the_threads_that_asked_are_daemons_and_end() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            sink.put("beanstalk.servers", "localhost:" + silent.getLocalPort());

            assertThat(sinkErrors()).containsOnlyKeys("beanstalk.servers");

            assertThat(checkThreads()).allMatch(Thread::isDaemon);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(checkThreads()).isEmpty());
        }
    }

    private static Iterable<Thread> checkThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("beanstalk-check"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(classes = {BeanstalkSourceConnector.class, BeanstalkSinkConnector.class})
    void every_key_has_all_that_a_form_shows(Class<? extends Connector> connector) throws Exception {
        assertThat(connector
                        .getConstructor()
                        .newInstance()
                        .config()
                        .configKeys()
                        .values())
                .allSatisfy(key -> {
                    assertThat(key.documentation).isNotBlank().endsWith(".");
                    assertThat(key.group).isNotBlank();
                    assertThat(key.orderInGroup).isPositive();
                    assertThat(key.displayName).isNotEqualTo(key.name);
                });
    }
}
