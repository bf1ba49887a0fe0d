package io.jobferry.camel.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeanstalkPathTest {
    @Test
    void a_word_is_a_tube() {
        assertThat(BeanstalkPath.parse("mail", false)).isEqualTo(path("mail"));
    }

    @Test
    void commas_part_tubes() {
        assertThat(BeanstalkPath.parse("mail,sms", false).tubes()).containsExactly("mail", "sms");
    }

    @Test
    void an_encoded_character_is_part_of_a_name() {
        assertThat(BeanstalkPath.parse("a%2Fb,c%2Bd,e%2Cf", false).tubes()).containsExactly("a/b", "c+d", "e,f");
    }

    @Test
    void the_old_form_names_server_and_tubes() {
        BeanstalkPath old = BeanstalkPath.parse("queue.example:11301/mail+sms", false);

        assertThat(old.server()).isEqualTo("queue.example:11301");
        assertThat(old.tubes()).containsExactly("mail", "sms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:11300", "localhost:11300/"})
    void the_old_form_without_a_tube_means_default(String path) {
        assertThat(BeanstalkPath.parse(path, false).tubes()).containsExactly("default");
    }

    @Test
    void a_slash_can_be_read_in_two_ways_and_is_refused_with_both() {
        assertThatThrownBy(() -> BeanstalkPath.parse("mail/urgent", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beanstalk:mail/urgent?servers=localhost:11300")
                .hasMessageContaining("beanstalk:urgent?servers=mail:11300");
    }

    @Test
    void a_plus_can_be_read_in_two_ways_and_is_refused_with_both() {
        assertThatThrownBy(() -> BeanstalkPath.parse("mail+sms", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beanstalk:mail+sms?servers=localhost:11300")
                .hasMessageContaining("beanstalk:mail,sms?servers=localhost:11300");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail/urgent", "mail+sms"})
    void with_servers_given_the_path_is_one_tube(String path) {
        assertThat(BeanstalkPath.parse(path, true)).isEqualTo(path(path));
    }

    @Test
    void servers_in_the_path_and_in_an_option_are_refused() {
        assertThatThrownBy(() -> BeanstalkPath.parse("localhost:11300/mail", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("servers");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mail,", ",mail", "a,,b", "host:port/mail", "a:1:2/x", "localhost:11300/a++b"})
    void what_is_no_path_is_refused(String path) {
        assertThatThrownBy(() -> BeanstalkPath.parse(path, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path");
    }

    private static BeanstalkPath path(String tube) {
        return new BeanstalkPath(null, java.util.List.of(tube));
    }
}
