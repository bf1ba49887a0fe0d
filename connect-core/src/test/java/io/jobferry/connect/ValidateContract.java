package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the connectors of every backend answer to {@code PUT …/config/validate}. */
@Timeout(60)
public abstract class ValidateContract {
    /** What is tested. */
    protected final ConnectorFixture fixture;

    /** A right configuration of the source. */
    protected final Map<String, String> source;

    /** A right configuration of the sink. */
    protected final Map<String, String> sink;

    protected ValidateContract(ConnectorFixture fixture) {
        this.fixture = fixture;
        this.source =
                fixture.properties("name", "from-mail", "tasks.max", "1", "queues", "mail", "topic", "jobs.${queue}");
        this.sink = fixture.properties("name", "to-mail", "topics", "mail");
    }

    @AfterEach
    void closeFixture() {
        fixture.close();
    }

    /** The errors of the source's configuration, by key. */
    protected Map<String, String> sourceErrors() {
        return Answer.of(fixture.source(), source).errors();
    }

    /** The errors of the sink's configuration, by key. */
    protected Map<String, String> sinkErrors() {
        return Answer.of(fixture.sink(), sink).errors();
    }

    /** An address of a server that does not run. */
    protected static String addressOfNobody() throws Exception {
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return "127.0.0.1:" + bound.getLocalPort();
        }
    }

    @Test
    void configurations_of_a_server_that_answers_are_right() {
        assertThat(sourceErrors()).isEmpty();
        assertThat(sinkErrors()).isEmpty();
    }

    @Test
    void a_topic_name_that_kafka_would_not_take_is_told_before_anything_runs() {
        source.put("topic", "jobs/${queue}");

        assertThat(sourceErrors()).containsOnlyKeys("topic");
        assertThat(sourceErrors().get("topic")).contains("jobs/${queue}", ". _ -");
    }

    @Test
    void a_malformed_address_is_told() {
        sink.put(fixture.serversKey(), "localhost:port");

        assertThat(sinkErrors()).containsOnlyKeys(fixture.serversKey());
        assertThat(sinkErrors().get(fixture.serversKey())).contains("localhost:port");
    }

    @Test
    void the_same_server_in_two_spellings_is_one_too_many() {
        String bare = "127.0.0.1:" + fixture.port();
        sink.put(fixture.serversKey(), bare + "," + fixture.address());

        assertThat(sinkErrors().get(fixture.serversKey())).contains("twice", fixture.address());
    }

    @ParameterizedTest
    @ValueSource(strings = {"me:s3cret@localhost", "%s://me:s3,cret@localhost"})
    void fault_41_user_info_is_refused_and_never_repeated(String servers) {
        source.put(fixture.serversKey(), servers.formatted(fixture.scheme()));

        Answer answer = Answer.of(fixture.source(), source);

        assertThat(answer.errors()).containsOnlyKeys(fixture.serversKey());
        assertThat(answer.toString()).contains("user info").doesNotContain("s3", "cret");
    }

    @Test
    void a_server_that_nobody_can_reach_is_told_with_its_name_and_the_cause() throws Exception {
        String away = addressOfNobody();
        sink.put(fixture.serversKey(), away);

        assertThat(sinkErrors()).containsOnlyKeys(fixture.serversKey());
        assertThat(sinkErrors().get(fixture.serversKey())).contains(away, "does not answer", "refused");
    }

    @Test
    void a_silent_server_is_waited_for_3_seconds_at_most() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            sink.put(fixture.serversKey(), "localhost:" + silent.getLocalPort());
            long began = System.nanoTime();

            Map<String, String> errors = sinkErrors();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(4500));
            assertThat(errors).containsOnlyKeys(fixture.serversKey());
        }
    }

    @Test
    void servers_that_are_not_to_be_asked_may_be_away() {
        source.put("validate.connection", "false");
        sink.put("validate.connection", "false");
        fixture.close();

        assertThat(sourceErrors()).isEmpty();
        assertThat(sinkErrors()).isEmpty();
    }

    @Test
    void every_key_has_all_that_a_form_shows() {
        for (ConfigDef def : List.of(fixture.source().config(), fixture.sink().config())) {
            assertThat(def.configKeys().values()).allSatisfy(key -> {
                assertThat(key.documentation).isNotBlank().endsWith(".");
                assertThat(key.group).isNotBlank();
                assertThat(key.orderInGroup).isPositive();
                assertThat(key.displayName).isNotEqualTo(key.name);
            });
        }
    }
}
