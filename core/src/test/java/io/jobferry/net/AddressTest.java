package io.jobferry.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    private static final Address.Schemes SCHEMES = new Address.Schemes("beanstalk", 11300, "beanstalks", 11400);

    @Test
    void every_form_names_its_address() {
        assertThat(parse("host")).isEqualTo(new Address.Tcp("host", 11300));
        assertThat(parse("host:1")).isEqualTo(new Address.Tcp("host", 1));
        assertThat(parse("BEANSTALK://host/")).isEqualTo(new Address.Tcp("host", 11300));
        assertThat(parse("beanstalks://host")).isEqualTo(new Address.Tls("host", 11400));
        assertThat(parse("tls://host:7")).isEqualTo(new Address.Tls("host", 7));
        assertThat(parse("[::1]:7")).isEqualTo(new Address.Tcp("::1", 7));
        assertThat(parse("[::1]")).isEqualTo(new Address.Tcp("::1", 11300));
        assertThat(parse("unix:///run/b.sock")).isEqualTo(new Address.Unix(Path.of("/run/b.sock")));
    }

    @Test
    void a_place_is_how_errors_name_it() {
        assertThat(parse("beanstalk://host").place()).isEqualTo("host:11300");
        assertThat(parse("[::1]:7").place()).isEqualTo("[::1]:7");
        assertThat(parse("unix:///run/b.sock").place()).isEqualTo("/run/b.sock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":1",
                "host:",
                "host:0",
                "host:65536",
                "host:x",
                "::1",
                "a,b",
                "host/path",
                "http://host",
                "unix://host",
                "unix:///",
                "a b",
                "host?x=1",
                "[::1"
            })
    void anything_else_is_refused_with_what_is_allowed(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beanstalks://host:port");
    }

    @Test
    void user_info_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> parse("beanstalk://me:secret@host")).hasMessageNotContaining("secret");
    }

    private static Address parse(String text) {
        return Address.parse(text, SCHEMES);
    }
}
