package io.jobferry.camel.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.camel.AckMode;
import io.jobferry.camel.OnFailure;
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
class BeanstalkEndpointOptionsTest {
    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    @Test
    void a_tube_is_enough_for_the_server_on_this_machine() {
        BeanstalkEndpoint endpoint = endpoint("beanstalk:mail");

        assertThat(endpoint.queues()).containsExactly("mail");
        assertThat(endpoint.servers()).containsExactly("localhost:11300");
        assertThat(endpoint.getServiceProtocol()).isEqualTo("beanstalk");
    }

    @Test
    void options_reach_the_configuration() {
        BeanstalkConfiguration options = endpoint("beanstalk:mail?servers=a:1,tls://b:2,unix:///run/b.sock"
                        + "&concurrentConsumers=4&ackMode=manual&onFailure=dead&retryDelay=5s&jobPriority=7"
                        + "&jobDelay=1m&jobTimeToRun=PT2M&fetchStats=true&operation=kick-job")
                .getConfiguration();

        assertThat(options.serverList("")).containsExactly("a:1", "tls://b:2", "unix:///run/b.sock");
        assertThat(options.getConcurrentConsumers()).isEqualTo(4);
        assertThat(options.getAckMode()).isEqualTo(AckMode.manual);
        assertThat(options.getOnFailure()).isEqualTo(OnFailure.dead);
        assertThat(options.getRetryDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(options.getJobPriority()).isEqualTo(7);
        assertThat(options.getJobDelay()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.getJobTimeToRun()).isEqualTo(Duration.ofMinutes(2));
        assertThat(options.isFetchStats()).isTrue();
        assertThat(options.getOperation()).isEqualTo(BeanstalkOperation.kickJob);
    }

    @Test
    void the_components_options_are_where_endpoints_begin_and_stay_its_own() {
        BeanstalkComponent component = context.getComponent("beanstalk", BeanstalkComponent.class);
        component.getConfiguration().setServers("far:11300");

        BeanstalkEndpoint endpoint = endpoint("beanstalk:mail?maxAttempts=9");

        assertThat(endpoint.servers()).containsExactly("far:11300");
        assertThat(endpoint.getConfiguration().getMaxAttempts()).isEqualTo(9);
        assertThat(component.getConfiguration().getMaxAttempts()).isEqualTo(5);
    }

    @Test
    void with_the_components_servers_a_slash_is_part_of_the_tube() {
        context.getComponent("beanstalk", BeanstalkComponent.class)
                .getConfiguration()
                .setServers("far:11300");

        assertThat(endpoint("beanstalk:mail/urgent").queues()).containsExactly("mail/urgent");
    }

    @Test
    void an_encoded_slash_survives_camel() {
        assertThat(endpoint("beanstalk:mail%2Furgent").queues()).containsExactly("mail/urgent");
    }

    @Test
    void an_unknown_option_is_refused() {
        assertThatThrownBy(() -> endpoint("beanstalk:mail?jobPriorty=1"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("jobPriorty");
    }

    @ParameterizedTest
    @CsvSource({"release,retry", "bury,dead", "delete,discard", "retry,retry", "dead,dead", "discard,discard"})
    void old_words_for_failures_mean_the_new_ones(String old, OnFailure now) {
        assertThat(endpoint("beanstalk:mail?onFailure=" + old)
                        .getConfiguration()
                        .getOnFailure())
                .isEqualTo(now);
    }

    @Test
    void an_old_uri_is_read_as_it_was_meant() {
        BeanstalkEndpoint endpoint = endpoint(
                "beanstalk:far:11301/mail+sms?command=bury&jobPriority=5&jobDelay=2&jobTimeToRun=90&awaitJob=false&useBlockIO=true");

        assertThat(endpoint.servers()).containsExactly("far:11301");
        assertThat(endpoint.queues()).containsExactly("mail", "sms");
        assertThat(endpoint.getConfiguration().getOperation()).isEqualTo(BeanstalkOperation.bury);
        assertThat(endpoint.getConfiguration().getJobDelay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(endpoint.getConfiguration().getJobTimeToRun()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void a_duration_without_a_unit_is_refused_with_both_readings() {
        assertThatThrownBy(() -> endpoint("beanstalk:mail?jobTimeToRun=60"))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("60s")
                .hasMessageContaining("60ms");
        assertThat(endpoint("beanstalk:mail?jobDelay=0").getConfiguration().getJobDelay())
                .isZero();
    }

    @Test
    void the_old_and_the_new_name_of_one_option_together_are_refused() {
        assertThatThrownBy(() -> endpoint("beanstalk:mail?command=bury&operation=touch"))
                .hasMessageContaining("command is the old name of operation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"beanstalk:mail/urgent", "beanstalk:mail+sms"})
    void a_path_with_two_readings_is_refused(String uri) {
        assertThatThrownBy(() -> endpoint(uri)).hasMessageContaining("two ways");
    }

    @Test
    void a_backend_in_the_registry_is_used() {
        try (BeanstalkBackend backend = new BeanstalkBackend(BeanstalkOptions.of("far:11300"))) {
            context.getRegistry().bind("mine", backend);

            assertThat(endpoint("beanstalk:mail").backends()).containsExactly(backend);
        }
    }

    @Test
    void a_tube_that_the_server_would_not_take_is_refused_before_the_route_starts() {
        assertThatThrownBy(() -> endpoint("beanstalk:-mail").createProducer().start())
                .hasMessageContaining("-mail");
    }

    private BeanstalkEndpoint endpoint(String uri) {
        context.start();
        return context.getEndpoint(uri, BeanstalkEndpoint.class);
    }
}
