package io.jobferry.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.Queues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BeanstalkProviderTest {
    @ParameterizedTest
    @CsvSource({
        "beanstalk://host, beanstalk://host:11300",
        "beanstalk://host:7?connectTimeout=5s&commandTimeout=PT0.5S, beanstalk://host:7",
        "beanstalks://host, beanstalks://host:11400",
        "tls://host:7, beanstalks://host:7",
        "unix:///run/b.sock, unix:///run/b.sock"
    })
    void every_scheme_opens_a_backend_that_has_not_connected(String uri, String name) {
        try (Backend backend = Queues.open(uri)) {
            assertThat(backend.name()).isEqualTo(name);
        }
    }

    @Test
    void an_unknown_parameter_is_refused_with_the_list_of_those_allowed() {
        assertThatThrownBy(() -> Queues.open("beanstalk://host?timeout=5s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[commandTimeout, connectTimeout]")
                .hasMessageContaining("\"timeout\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "0s", "-PT5S", "5 s"})
    void a_timeout_that_is_none_is_refused(String text) {
        assertThatThrownBy(() -> Queues.open("beanstalk://host?connectTimeout=" + text.replace(" ", "%20")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connectTimeout");
    }

    @Test
    void several_servers_are_several_backends() {
        assertThatThrownBy(() -> Queues.open("beanstalk://a:1,b:2")).isInstanceOf(IllegalArgumentException.class);
    }
}
