package io.jobferry.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Body;
import io.jobferry.gob.GobTypes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTest {
    private static final Body ALL_BYTES = Body.of(allBytes());

    record Mail(String to, List<String> lines) {}

    static Stream<Arguments> payloads() {
        return Stream.of(
                Arguments.of(Codec.bytes(), ALL_BYTES, ALL_BYTES),
                Arguments.of(Codec.text(), "grüß <dich>", Body.utf8("grüß <dich>")),
                Arguments.of(
                        Codec.json(Mail.class),
                        new Mail("a@b", List.of("<hello>", "&")),
                        Body.utf8("{\"to\":\"a@b\",\"lines\":[\"\\u003chello\\u003e\",\"\\u0026\"]}")),
                Arguments.of(Codec.gob(GobTypes.STRING), "foo", GoPayloads.named("string foo")),
                Arguments.of(Codec.gob(GobTypes.BYTES), Body.utf8("hi"), GoPayloads.named("bytes hi")),
                Arguments.of(Codec.gob(GobTypes.INT), Long.MIN_VALUE, GoPayloads.named("int min")),
                Arguments.of(Codec.gob(GobTypes.UINT), 300L, GoPayloads.named("uint 300")),
                Arguments.of(Codec.gob(GobTypes.FLOAT), 1.5, GoPayloads.named("float 1.5")),
                Arguments.of(Codec.gob(GobTypes.BOOL), true, GoPayloads.named("true")));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    <T> void a_payload_is_these_bytes_both_ways(Codec<T> codec, T payload, Body bytes) {
        assertThat(codec.encode(payload)).isEqualTo(bytes);
        assertThat(codec.decode(bytes)).isEqualTo(payload);
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of(Codec.text(), ALL_BYTES),
                Arguments.of(Codec.json(Mail.class), Body.utf8("{\"to\":")),
                Arguments.of(Codec.json(Mail.class), Body.utf8("null")),
                Arguments.of(Codec.json(Mail.class), Body.utf8("{} {}")),
                Arguments.of(Codec.json(Mail.class), Body.utf8("[1]")),
                Arguments.of(Codec.gob(GobTypes.INT), GoPayloads.named("string foo")),
                Arguments.of(Codec.gob(GobTypes.INT), Body.utf8("17")),
                Arguments.of(Message.GOB, GoPayloads.named("string foo")),
                Arguments.of(Message.JSON, Body.utf8("{\"Action\":1}")),
                Arguments.of(Message.JSON, Body.utf8("{\"Action\":\"a\",\"Args\":[1]}")),
                Arguments.of(Message.JSON, Body.utf8("{}")));
    }

    @ParameterizedTest
    @MethodSource("others")
    void other_bytes_are_refused(Codec<?> codec, Body bytes) {
        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(PayloadException.class)
                .hasMessageStartingWith("payload is ");
    }

    @Test
    void an_error_does_not_repeat_the_payload() {
        Body secret = Body.utf8("{\"to\":\"secret\",");

        assertThatThrownBy(() -> Codec.json(Mail.class).decode(secret))
                .hasStackTraceContaining("PayloadException")
                .satisfies(error -> {
                    for (Throwable each = error; each != null; each = each.getCause()) {
                        assertThat(String.valueOf(each.getMessage())).doesNotContain("secret");
                    }
                });
    }

    @Test
    void a_field_that_the_type_does_not_have_is_passed_over() {
        Body newer = Body.utf8("{\"to\":\"a@b\",\"lines\":[],\"cc\":\"c@d\"}");

        assertThat(Codec.json(Mail.class).decode(newer)).isEqualTo(new Mail("a@b", List.of()));
    }

    private static byte[] allBytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
