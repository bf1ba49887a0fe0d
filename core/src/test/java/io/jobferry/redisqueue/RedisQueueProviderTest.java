package io.jobferry.redisqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.Queues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisQueueProviderTest {
    @ParameterizedTest
    @CsvSource({
        "'redis://host', 'redis://host:6379'",
        "'redis://host:1/2?connectTimeout=5s&commandTimeout=PT0.5S', 'redis://host:1'",
        "'redis://[::1]:1?keyPrefix=app:env&lease=30s', 'redis://[::1]:1'",
        "'rediss://host:1/', 'rediss://host:1'",
        "'redis-cluster://a,b:1?envelope=json', 'redis-cluster://a:6379,b:1'",
        "'rediss-cluster://a', 'rediss-cluster://a:6379'",
        "'redis-sentinel://a,b:1/2?sentinelMasterId=jobs', 'redis-sentinel://a:26379,b:1?sentinelMasterId=jobs'"
    })
    void every_scheme_opens_a_backend_that_has_not_connected(String uri, String name) {
        try (Backend backend = Queues.open(uri)) {
            assertThat(backend.name()).isEqualTo(name);
        }
    }

    @Test
    void an_unknown_parameter_is_refused_with_the_list_of_those_allowed() {
        assertThatThrownBy(() -> Queues.open("redis://host?password=sesame"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("commandTimeout, connectTimeout")
                .hasMessageContaining("\"password\"")
                .hasMessageNotContaining("sesame");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://host/mail", "redis://host/-1", "redis://host/1/2", "redis://host/123456"})
    void a_path_that_is_no_database_is_refused(String uri) {
        assertThatThrownBy(() -> Queues.open(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path is not a database's number");
    }

    @Test
    void several_servers_are_refused() {
        assertThatThrownBy(() -> Queues.open("redis://a:1,b:2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not one but several");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis-sentinel://a",
                "redis-sentinel://a?sentinelMasterId=",
                "redis://a?sentinelMasterId=jobs",
                "redis-cluster://a?sentinelMasterId=jobs"
            })
    void a_primarys_name_is_for_sentinels_who_need_it(String uri) {
        assertThatThrownBy(() -> Queues.open(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sentinelMasterId");
    }

    @Test
    void a_cluster_has_one_database() {
        assertThatThrownBy(() -> Queues.open("redis-cluster://a/1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no database but 0: 1");
    }

    @Test
    void user_info_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> new RedisQueueBackend(RedisQueueOptions.of("redis://:sesame@host")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user info")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void options_do_not_show_their_password() {
        RedisQueueOptions options = RedisQueueOptions.of("host").withLogin("ferry", "sesame");

        assertThat(options.toString()).contains("ferry").doesNotContain("sesame");
    }
}
