package io.jobferry.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class MembersTest {
    @Test
    void an_envelope_is_copied_with_another_body_in_it() {
        Members members = Members.around("{%s}:waiting", bytes("one"), bytes("<one!>"));

        byte[] member = members.of(bytes("two"));

        assertThat(member).isEqualTo(bytes("<two!>"));
        assertThat(members.bodyOf(member)).isEqualTo(bytes("two"));
        assertThat(members.list("mail")).isEqualTo("{mail}:waiting");
    }

    @Test
    void without_a_uri_a_member_is_the_body() {
        Members members = Members.of(new Setup(1, 1, 1, ""));
        byte[] body = bytes("one");

        assertThat(members.of(body)).isSameAs(body);
        assertThat(members.bodyOf(body)).isSameAs(body);
        assertThat(members.list("mail")).isEqualTo("mail");
    }

    @Test
    void an_envelope_without_the_body_is_refused() {
        assertThatThrownBy(() -> Members.around("%s", bytes("one"), bytes("<two>")))
                .hasMessage("body is not in its member of 5 bytes");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
