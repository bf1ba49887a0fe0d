package io.jobferry.camel.redisqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.FailoverSink;
import io.jobferry.camel.AckMode;
import io.jobferry.camel.OnFailure;
import io.jobferry.redisqueue.LeaseOver;
import io.jobferry.redisqueue.PopFrom;
import io.jobferry.redisqueue.RedisChannel;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisPut;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
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
class RedisQueueEndpointOptionsTest {
    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    @Test
    void a_queue_is_enough_for_the_server_on_this_machine() {
        RedisQueueEndpoint endpoint = endpoint("redisqueue:mail");

        assertThat(endpoint.queues()).containsExactly("mail");
        assertThat(endpoint.servers()).containsExactly("localhost:6379");
        assertThat(endpoint.getServiceProtocol()).isEqualTo("redis");
    }

    @Test
    void options_reach_the_configuration() {
        RedisQueueConfiguration options = endpoint("redisqueue:mail?concurrentConsumers=4&ackMode=manual&onFailure=dead"
                        + "&operation=reload&channel=failed&onUnknown=PUT_AGAIN"
                        + "&delay=1m&key=welcome&jobMaxAttempts=7&backoff=3s")
                .getConfiguration();

        assertThat(options.getConcurrentConsumers()).isEqualTo(4);
        assertThat(options.getAckMode()).isEqualTo(AckMode.manual);
        assertThat(options.getOnFailure()).isEqualTo(OnFailure.dead);
        assertThat(options.getOperation()).isEqualTo(RedisQueueOperation.reload);
        assertThat(options.getChannel()).isEqualTo(RedisChannel.FAILED);
        assertThat(options.getOnUnknown()).isEqualTo(FailoverSink.OnUnknown.PUT_AGAIN);
        assertThat(options.put())
                .isEqualTo(RedisPut.DEFAULT
                        .withDelay(Duration.ofMinutes(1))
                        .withKey("welcome")
                        .withMaxAttempts(7)
                        .withBackoff(Duration.ofSeconds(3)));
    }

    @Test
    void options_reach_the_backend() {
        RedisQueueOptions options = endpoint("redisqueue:mail?connectTimeout=1s&commandTimeout=2s&database=3"
                        + "&username=worker&password=hush&envelope=json&keyPrefix=app:env&gobTypeId=64"
                        + "&handleTimeout=10m&leaseOver=waiting&lease=30s")
                .getConfiguration()
                .options("far:1");

        assertThat(options)
                .isEqualTo(RedisQueueOptions.of("far:1")
                        .withConnectTimeout(Duration.ofSeconds(1))
                        .withCommandTimeout(Duration.ofSeconds(2))
                        .withDatabase(3)
                        .withLogin("worker", "hush")
                        .withLayout(RedisLayout.DEFAULT
                                .withEnvelope(RedisEnvelope.JSON)
                                .withKeyPrefix("app:env")
                                .withGobTypeId(64)
                                .withHandleTimeout(Duration.ofMinutes(10))
                                .withLeaseOver(LeaseOver.WAITING)
                                .withLease(Duration.ofSeconds(30))));
    }

    @Test
    void a_plain_list_is_taken_from_the_end_that_the_option_names() {
        RedisQueueOptions options = endpoint("redisqueue:queues:default?envelope=raw&popFrom=left&password=hush")
                .getConfiguration()
                .options("far");

        assertThat(options)
                .isEqualTo(RedisQueueOptions.of("far")
                        .withPassword("hush")
                        .withLayout(RedisLayout.DEFAULT
                                .withEnvelope(RedisEnvelope.RAW)
                                .withPopFrom(PopFrom.LEFT)));
    }

    @Test
    void without_options_all_is_as_the_driver_has_it() {
        RedisQueueConfiguration configuration = endpoint("redisqueue:mail").getConfiguration();

        assertThat(configuration.options("a")).isEqualTo(RedisQueueOptions.of("a"));
        assertThat(configuration.put()).isEqualTo(RedisPut.DEFAULT);
    }

    @Test
    void each_address_is_a_server() {
        RedisQueueEndpoint endpoint = endpoint("redisqueue:mail?servers=a:1,redis://b:2, rediss://c");

        assertThat(endpoint.servers()).containsExactly("a:1", "redis://b:2", "rediss://c");
        assertThat(endpoint.backends())
                .extracting(Backend::name)
                .containsExactly("redis://a:1", "redis://b:2", "rediss://c:6379");
    }

    @Test
    void commas_in_any_other_uri_part_the_hosts_of_one_server() {
        RedisQueueEndpoint endpoint = endpoint("redisqueue:mail?maxAttempts=9&servers="
                + "redis-sentinel://a:1,b:2?sentinelMasterId=main,rediss-cluster://c:3,d:4,redis://e:5,f:6");

        assertThat(endpoint.servers())
                .containsExactly(
                        "redis-sentinel://a:1,b:2?sentinelMasterId=main",
                        "rediss-cluster://c:3,d:4",
                        "redis://e:5",
                        "f:6");
    }

    @Test
    void the_components_options_are_where_endpoints_begin_and_stay_its_own() {
        RedisQueueComponent component = context.getComponent("redisqueue", RedisQueueComponent.class);
        component.getConfiguration().setServers("far:6379");

        RedisQueueEndpoint endpoint = endpoint("redisqueue:mail?maxAttempts=9");

        assertThat(endpoint.servers()).containsExactly("far:6379");
        assertThat(endpoint.getConfiguration().getMaxAttempts()).isEqualTo(9);
        assertThat(component.getConfiguration().getMaxAttempts()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "redisqueue:queues:default, queues:default",
        "redisqueue:mail/urgent, mail/urgent",
        "redisqueue:a+b, a+b",
        "redisqueue:a%2Cb, 'a,b'",
        "redisqueue:100%25, 100%"
    })
    void a_queue_is_named_as_it_is(String uri, String queue) {
        assertThat(endpoint(uri).queues()).containsExactly(queue);
    }

    @Test
    void commas_part_queues() {
        assertThat(endpoint("redisqueue:mail,sms").queues()).containsExactly("mail", "sms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"delay", "backoff", "handleTimeout", "lease"})
    void a_duration_without_a_unit_is_refused_with_both_readings(String option) {
        assertThatThrownBy(() -> endpoint("redisqueue:mail?" + option + "=60"))
                .hasMessageContaining("option " + option + " has no unit: \"60\": write 60s or 60ms");
    }

    @Test
    void an_unknown_option_is_refused() {
        assertThatThrownBy(() -> endpoint("redisqueue:mail?enveloppe=raw"))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining("enveloppe");
    }

    @ParameterizedTest
    @CsvSource({
        "popFrom=left, popFrom LEFT is for RAW jobs, not for GOB",
        "username=worker, username has no password: worker",
        "servers=redis://me:hush@far, server has user info"
    })
    void options_that_no_backend_can_have_are_refused_before_the_route_starts(String option, String error) {
        assertThatThrownBy(() ->
                        endpoint("redisqueue:mail?" + option).createProducer().start())
                .hasMessageContaining(error)
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "envelope=raw&key=welcome, 'key, jobMaxAttempts and backoff are for jobs with an envelope'",
        "envelope=raw&jobMaxAttempts=3, 'key, jobMaxAttempts and backoff are for jobs with an envelope'",
        "operation=flush, operation flush needs the option channel",
        "operation=reload, operation reload needs the option channel"
    })
    void options_that_contradict_each_other_are_refused_before_the_route_starts(String options, String error) {
        assertThatThrownBy(() -> endpoint("redisqueue:mail?" + options).createProducer())
                .hasMessageContaining(error);
    }

    @Test
    void a_backend_in_the_registry_is_used() {
        try (RedisQueueBackend backend = new RedisQueueBackend(RedisQueueOptions.of("far"))) {
            context.getRegistry().bind("mine", backend);

            assertThat(endpoint("redisqueue:mail").backends()).containsExactly(backend);
        }
    }

    private RedisQueueEndpoint endpoint(String uri) {
        context.start();
        return context.getEndpoint(uri, RedisQueueEndpoint.class);
    }
}
