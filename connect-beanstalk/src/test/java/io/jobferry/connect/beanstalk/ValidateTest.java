package io.jobferry.connect.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.connect.ValidateContract;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateTest extends ValidateContract {
    ValidateTest() {
        super(BeanstalkFixture.open());
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
    void a_tube_name_that_beanstalkd_would_not_take_is_told_before_anything_runs() {
        source.put("queues", "mail,-x");

        assertThat(sourceErrors()).containsOnlyKeys("queues");
        assertThat(sourceErrors().get("queues")).contains("-x");
    }

    @Test
    void a_malformed_address_is_told_with_what_is_allowed() {
        sink.put("beanstalk.servers", "localhost:port");

        assertThat(sinkErrors().get("beanstalk.servers")).contains("beanstalk://host:port");
    }

    @Test
    void of_several_servers_the_one_that_is_away_is_told() throws Exception {
        String away = addressOfNobody();
        sink.put("beanstalk.servers", fixture.address() + "," + away);

        assertThat(sinkErrors()).containsOnlyKeys("beanstalk.servers");
        assertThat(sinkErrors().get("beanstalk.servers")).contains(away).doesNotContain(fixture.address());
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
}
