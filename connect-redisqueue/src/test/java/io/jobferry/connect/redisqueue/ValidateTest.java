package io.jobferry.connect.redisqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.connect.JobSourceConnector;
import io.jobferry.connect.ValidateContract;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NeedsRedis
class ValidateTest extends ValidateContract {
    ValidateTest() {
        super(RedisQueueFixture.open());
    }

    @ParameterizedTest
    @CsvSource({
        "put.delay.ms, -1",
        "put.at.ms, -1",
        "put.max.attempts, -1",
        "put.handle.timeout.ms, 315360000001",
        "put.backoff.ms, -1",
        "redisqueue.envelope, xml",
        "redisqueue.gob.type.id, 63",
        "redisqueue.database, -1"
    })
    void a_wrong_value_is_told_with_its_key(String key, String value) {
        sink.put(key, value);

        assertThat(sinkErrors()).containsOnlyKeys(key);
        assertThat(sinkErrors().get(key)).contains(value);
    }

    @ParameterizedTest
    @CsvSource({"redisqueue.lease.over, gone", "redisqueue.lease.ms, 0", "redisqueue.handle.timeout.ms, 0"})
    void so_is_one_of_the_source(String key, String value) {
        source.put(key, value);

        assertThat(sourceErrors()).containsOnlyKeys(key);
        assertThat(sourceErrors().get(key)).contains(value);
    }

    @Test
    void a_time_and_a_delay_do_not_go_together() {
        sink.put("put.at.ms", "4000000000000");
        sink.put("put.delay.ms", "1000");

        assertThat(sinkErrors()).hasSize(1);
        assertThat(sinkErrors().values().iterator().next()).contains("a time and a delay");
    }

    @Test
    void raw_jobs_have_a_delay_and_none_of_the_other_put_keys() {
        sink.put("redisqueue.envelope", "raw");
        sink.put("put.delay.ms", "1000");
        assertThat(sinkErrors()).isEmpty();

        sink.put("put.key", "mail");
        sink.put("put.max.attempts", "5");

        assertThat(sinkErrors()).containsOnlyKeys("put.key", "put.max.attempts");
        assertThat(sinkErrors().get("put.key")).contains("raw jobs have a delay and nothing else");
    }

    @Test
    void only_raw_lists_are_taken_from_the_left() {
        source.put("redisqueue.pop.from", "left");

        assertThat(sourceErrors()).containsOnlyKeys("redisqueue.pop.from");
        assertThat(sourceErrors().get("redisqueue.pop.from")).contains("redisqueue.envelope is not raw");

        source.put("redisqueue.envelope", "raw");
        assertThat(sourceErrors()).isEmpty();
    }

    @Test
    void a_database_does_not_belong_in_an_address() {
        source.put("redisqueue.servers", fixture.address() + "/2");

        assertThat(sourceErrors()).containsOnlyKeys("redisqueue.servers");
        assertThat(sourceErrors().get("redisqueue.servers")).contains(fixture.port() + "/2");
    }

    @Test
    void a_user_name_wants_a_password() {
        sink.put("redisqueue.username", "me");

        assertThat(sinkErrors()).containsOnlyKeys("redisqueue.username");
        assertThat(sinkErrors().get("redisqueue.username")).contains("redisqueue.password is not");
    }

    @Test
    void what_does_not_go_together_is_told_at_a_start_too() {
        source.put("redisqueue.pop.from", "left");
        JobSourceConnector connector = fixture.source();

        assertThatThrownBy(() -> connector.start(source))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("redisqueue.pop.from");
    }

    @Test
    void hosts_of_a_cluster_and_of_sentinels_are_one_server_each() {
        List<String> addresses = List.of(
                "redis-cluster://a:1",
                "b:2",
                "redis://c:3",
                "d:4",
                "rediss-sentinel://e:5",
                "f:6?sentinelMasterId=main");

        assertThat(new RedisQueueBinding().servers(addresses))
                .containsExactly(
                        "redis-cluster://a:1,b:2",
                        "redis://c:3",
                        "d:4",
                        "rediss-sentinel://e:5,f:6?sentinelMasterId=main");
    }

    @Test
    void every_address_is_a_server_of_its_own_with_the_same_queues() {
        source.put("redisqueue.servers", fixture.address() + ",localhost:2");
        source.put("queues", "mail,sms");

        JobSourceConnector connector = fixture.source();
        connector.start(source);

        assertThat(connector.taskConfigs(4))
                .extracting(
                        task -> List.of(task.getOrDefault("queues", ""), task.getOrDefault("redisqueue.servers", "")))
                .containsExactlyInAnyOrder(
                        List.of("mail", fixture.address()),
                        List.of("sms", fixture.address()),
                        List.of("mail", "localhost:2"),
                        List.of("sms", "localhost:2"));
    }
}
