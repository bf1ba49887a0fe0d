package io.jobferry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueueUriTest {
    @Test
    void a_uri_is_taken_apart() {
        QueueUri uri = QueueUri.parse("BEANSTALK://one:11300,two:11301/path?connectTimeout=2s&x=a%26b");

        assertThat(uri.scheme()).isEqualTo("beanstalk");
        assertThat(uri.authority()).isEqualTo("one:11300,two:11301");
        assertThat(uri.path()).isEqualTo("/path");
        assertThat(uri.parameters()).isEqualTo(Map.of("connectTimeout", "2s", "x", "a&b"));
    }

    @Test
    void a_unix_path_has_no_authority() {
        QueueUri uri = QueueUri.parse("unix:///run/beanstalkd.sock");

        assertThat(uri.authority()).isEmpty();
        assertThat(uri.path()).isEqualTo("/run/beanstalkd.sock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://user:hunter2@localhost",
                "redis://:hunter2@localhost",
                "beanstalk://localhost/?password=hunter2@x",
                "hunter2@localhost",
                "redis://user:hunt er2@localhost"
            })
    void fault_41_a_password_in_a_uri_is_refused_and_never_repeated(String uri) {
        assertThatThrownBy(() -> Queues.open(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user info")
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:11300", "//localhost", "mail", ""})
    void a_uri_without_a_scheme_is_refused_with_its_text(String uri) {
        assertThatThrownBy(() -> QueueUri.parse(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + uri + "\"");
    }

    @Test
    void a_parameter_that_stands_twice_is_refused() {
        assertThatThrownBy(() -> QueueUri.parse("beanstalk://h?a=1&a=2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a\"");
    }

    @Test
    void an_unknown_scheme_is_refused_with_those_that_are_known() {
        assertThatThrownBy(() -> Queues.open("amqp://localhost"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"amqp\"")
                .hasMessageContaining("memory");
    }
}
