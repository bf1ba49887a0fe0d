package io.jobferry.redisqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedisKeysTest {
    @Test
    void a_plain_list_is_the_hash_tag_of_the_keys_beside_it() {
        RedisKeys keys = RedisKeys.of("", "mail");

        assertThat(keys.waiting()).isEqualTo("mail");
        assertThat(keys.reserved()).isEqualTo("{mail}:jobferry:reserved");
    }

    @Test
    void a_list_with_a_hash_tag_keeps_it() {
        RedisKeys keys = RedisKeys.of("", "{app}:mail");

        assertThat(keys.waiting()).isEqualTo("{app}:mail");
        assertThat(keys.reserved()).isEqualTo("{app}:mail:jobferry:reserved");
    }

    @Test
    void a_prefix_stands_before_the_name_of_the_list_only() {
        RedisKeys keys = RedisKeys.of("queues", "default");

        assertThat(keys.queue()).isEqualTo("default");
        assertThat(keys.waiting()).isEqualTo("queues:default");
        assertThat(keys.failed()).isEqualTo("{queues:default}:jobferry:failed");
    }

    @Test
    void empty_braces_are_no_hash_tag() {
        assertThat(RedisKeys.of("", "a{}b").reserved()).isEqualTo("{a{}b}:jobferry:reserved");
    }

    @Test
    void keys_beside_a_list_are_no_other_programs() {
        List<String> laravels = List.of("queues:{mail}:delayed", "queues:{mail}:reserved", "queues:{mail}:notify");
        MemberKeys coreQueues = MemberKeys.of(RedisLayout.DEFAULT, "mail");

        assertThat(RedisKeys.of("queues", "{mail}").all()).doesNotContainAnyElementsOf(laravels);
        assertThat(RedisKeys.of("", "mail").all())
                .doesNotContain(
                        coreQueues.waiting(),
                        coreQueues.claimed(),
                        coreQueues.delayed(),
                        coreQueues.reserved(),
                        coreQueues.failed(),
                        coreQueues.timeout());
    }

    @Test
    void a_list_needs_a_name() {
        assertThatThrownBy(() -> RedisKeys.of("", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("queue has no name");
    }
}
