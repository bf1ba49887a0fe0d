package io.jobferry.camel.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.camel.AckMode;
import io.jobferry.camel.OnFailure;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.disque.DisquePut;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of URIs; found by its scheme, as in a user's project, and without a server. */
class DisqueEndpointOptionsTest {
    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    @Test
    void a_queue_is_enough_for_the_nodes_of_the_environment_or_the_one_on_this_machine() {
        DisqueEndpoint endpoint = endpoint("disque:mail");

        assertThat(endpoint.queues()).containsExactly("mail");
        assertThat(String.join(",", endpoint.servers()))
                .isEqualTo(System.getenv().getOrDefault("DISQUE_NODES", "localhost"));
        assertThat(endpoint.getServiceProtocol()).isEqualTo("disque");
    }

    @Test
    void options_reach_the_configuration() {
        DisqueConfiguration options = endpoint("disque:mail?concurrentConsumers=4&ackMode=manual&onFailure=dead"
                        + "&replicate=2&delay=1m&retry=90s&ttl=12h&maxlen=1000&async=true&operation=FASTACK")
                .getConfiguration();

        assertThat(options.getConcurrentConsumers()).isEqualTo(4);
        assertThat(options.getAckMode()).isEqualTo(AckMode.manual);
        assertThat(options.getOnFailure()).isEqualTo(OnFailure.dead);
        assertThat(options.getOperation()).isEqualTo(DisqueOperation.fastAck);
        assertThat(options.put())
                .isEqualTo(new DisquePut(
                        2, Duration.ofMinutes(1), Duration.ofSeconds(90), Duration.ofHours(12), 1000L, true));
    }

    @Test
    void options_reach_the_backend() {
        DisqueOptions options = endpoint("disque:mail?connectTimeout=1s&commandTimeout=2s&retry=9s&fastAck=true"
                        + "&deadQueue={queue}-x&deadTtl=1d&maxHold=2h&cycle=50&useAnnounced=true&password=hush")
                .getConfiguration()
                .options("a:1,b:2");

        assertThat(options)
                .isEqualTo(DisqueOptions.of("a:1,b:2")
                        .withConnectTimeout(Duration.ofSeconds(1))
                        .withCommandTimeout(Duration.ofSeconds(2))
                        .withPut(DisquePut.DEFAULT.withRetry(Duration.ofSeconds(9)))
                        .withAckMode(io.jobferry.disque.AckMode.FASTACK)
                        .withDeadQueue("{queue}-x")
                        .withDeadTtl(Duration.ofDays(1))
                        .withMaxHold(Duration.ofHours(2))
                        .withCycle(50)
                        .withUseAnnounced(true)
                        .withPassword("hush"));
    }

    @Test
    void without_options_all_is_as_the_driver_has_it() {
        assertThat(endpoint("disque:mail").getConfiguration().options("a")).isEqualTo(DisqueOptions.of("a"));
    }

    @Test
    void nodes_are_one_server() {
        DisqueEndpoint endpoint = endpoint("disque:mail?servers=a:1,b:2");

        assertThat(endpoint.servers()).containsExactly("a:1", "b:2");
        assertThat(endpoint.backends()).extracting(Backend::name).containsExactly("disque://a:1,b:2");
    }

    @Test
    void the_components_options_are_where_endpoints_begin_and_stay_its_own() {
        DisqueComponent component = context.getComponent("disque", DisqueComponent.class);
        component.getConfiguration().setServers("far:7711");

        DisqueEndpoint endpoint = endpoint("disque:mail?maxAttempts=9");

        assertThat(endpoint.servers()).containsExactly("far:7711");
        assertThat(endpoint.getConfiguration().getMaxAttempts()).isEqualTo(9);
        assertThat(component.getConfiguration().getMaxAttempts()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "disque:mail:dead, mail:dead",
        "disque:mail/urgent, mail/urgent",
        "disque:a+b, a+b",
        "disque:a%2Cb, 'a,b'",
        "disque:a b, a b",
        "disque:100%25, 100%"
    })
    void a_queue_is_named_as_it_is(String uri, String queue) {
        assertThat(endpoint(uri).queues()).containsExactly(queue);
    }

    @Test
    void commas_part_queues() {
        assertThat(endpoint("disque:mail,sms").queues()).containsExactly("mail", "sms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delay", "retry", "ttl", "deadTtl", "maxHold"})
    void a_duration_without_a_unit_is_refused_with_both_readings(String option) {
        assertThatThrownBy(() -> endpoint("disque:mail?" + option + "=60"))
                .hasMessageContaining("option " + option + " has no unit: \"60\": write 60s or 60ms");
    }

    @Test
    void zero_needs_no_unit() {
        assertThat(endpoint("disque:mail?retry=0").getConfiguration().getRetry())
                .isZero();
    }

    @Test
    void an_unknown_option_is_refused() {
        assertThatThrownBy(() -> endpoint("disque:mail?retrie=1s"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("retrie");
    }

    @Test
    void options_that_contradict_each_other_are_refused_before_the_route_starts() {
        assertThatThrownBy(() -> endpoint("disque:mail?retry=0s&replicate=3")
                        .createProducer()
                        .start())
                .hasMessageContaining("replicate is above 1 with retry 0: 3");
    }

    @Test
    void a_backend_in_the_registry_is_used() {
        try (DisqueBackend backend = new DisqueBackend(DisqueOptions.of("far"))) {
            context.getRegistry().bind("mine", backend);

            assertThat(endpoint("disque:mail").backends()).containsExactly(backend);
        }
    }

    private DisqueEndpoint endpoint(String uri) {
        context.start();
        return context.getEndpoint(uri, DisqueEndpoint.class);
    }
}
