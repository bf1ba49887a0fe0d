package io.jobferry.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.Queues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisqueProviderTest {
    @ParameterizedTest
    @CsvSource({
        "'disque://host', 'disque://host:7711'",
        "'disque://a:1,b:2?connectTimeout=5s&commandTimeout=PT0.5S', 'disque://a:1,b:2'",
        "'disques://host:1/', 'disques://host:1'"
    })
    void every_scheme_opens_a_backend_that_has_not_connected(String uri, String name) {
        try (Backend backend = Queues.open(uri)) {
            assertThat(backend.name()).isEqualTo(name);
        }
    }

    @Test
    void an_unknown_parameter_is_refused_with_the_list_of_those_allowed() {
        assertThatThrownBy(() -> Queues.open("disque://host?password=sesame"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[commandTimeout, connectTimeout]")
                .hasMessageContaining("\"password\"")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void a_path_is_refused() {
        assertThatThrownBy(() -> Queues.open("disque://host/mail"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"/mail\"");
    }
}
