package io.jobferry.gob;

import static io.jobferry.gob.Structs.KEY;
import static io.jobferry.gob.Structs.PERSISTED_JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jobferry.Body;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that Go does not write. Messages are drawn in hex without their lengths. */
@Timeout(30)
class MalformedGobTest {
    /** {@code {Key string; More T}}, of which T is type 66. */
    private static final String KEY_AND_MORE =
            "ff81 03 01 00 01 02 01 03 4b6579 01 0c 00 01 04 4d6f7265 01 ff84 00 00 00";

    private static final String LIST_OF_ITSELF = "ff83 02 01 00 01 ff84 00 00";

    @ParameterizedTest
    @CsvSource({
        "'',             stream ends before a value (byte 0)",
        "00,             message is empty (byte 1)",
        "04 0c00,        message is longer than what is left: 4 of 2 (byte 1)",
        "f8ffffffffffffffff 0c, message is longer than what is left: 18446744073709551615 of 1 (byte 9)",
        "f7 0c,          integer is longer than 8 bytes: 9 (byte 1)",
        "80 0c,          integer is longer than 8 bytes: 128 (byte 1)",
        "ff,             message ends too early (byte 1)",
        "ff05 0c00,      integer takes more bytes than it needs: 1 (byte 2)",
        "fe0090 0c00,    integer takes more bytes than it needs: 2 (byte 3)",
        "02 0c00,        message ends too early (byte 3)",
        "04 0c000261,    string is longer than what is left: 2 of 1 (byte 4)",
        "04 0c000061,    message has bytes left: 1 (byte 4)",
        "03 0c0000 00,   stream has bytes left: 1 (byte 4)",
        "03 0c0100,      value does not begin with 0 (byte 3)",
        "04 0c0001ff,    string of 1 bytes is not UTF-8 (byte 4)",
        "0b 0c00f8ffffffffffffffff, string is longer than what is left: 18446744073709551615 of 0 (byte 12)",
        "03 000000,      type id is out of range: 0 (byte 2)",
        "07 fcffffffff0000, type id is out of range: -2147483648 (byte 6)",
        "07 fb010000000000, type id is out of range: 2147483648 (byte 7)",
        "03 200000,      type is not defined: 16 (byte 2)",
        "04 ff820000,    type is not defined: 65 (byte 3)",
        "03 040000,      'value is of type int, not string (byte 2)'",
        "03 100000,      'value is of type interface, not string (byte 2)'",
    })
    void what_is_no_string_is_refused(String hex, String message) {
        assertThatThrownBy(() -> Gob.read(body(hex), GobTypes.STRING))
                .isInstanceOf(GobException.class)
                .hasMessage(message);
    }

    @Test
    void a_bool_is_0_or_1() {
        assertThatThrownBy(() -> Gob.read(body("03 020002"), GobTypes.BOOL))
                .isInstanceOf(GobException.class)
                .hasMessageContaining("bool is not 0 or 1: 2");
    }

    @ParameterizedTest
    @CsvSource({
        "1f,                          type id is reserved: 16",
        "7d 03 01 00 00,              type id is reserved: 63",
        "ff81 00,                     definition is empty: type 65",
        "ff81 08 01 00 00 00,         'field is out of range: 8 after -1 of 7'",
        "ff81 f8ffffffffffffffff,     'field is out of range: 18446744073709551615 after -1 of 7'",
        "ff81 02 01 00 01 0c 00 01 00, definition has two kinds: type 65",
        "ff81 02 01 00 01 0c 00 00 00, message has bytes left: 1",
        "ff81 02 01 00 01 0c,         message ends too early",
        "ff81 02 01 00 01 0b 00 00,   type id is negative: -6",
        "ff81 02 01 00 01 00 00 00,   type id is out of range: 0",
        "ff81 01 01 00 01 0c 01 01 00 00, array's length is negative: -1",
        "ff81 03 01 00 01 64 00 00,   list of fields is longer than what is left: 100 of 2",
        "ff81 03 01 00 01 01 02 0c 00 00 00, field has no name",
        "ff81 03 01 00 01 02 01 01 41 01 0c 00 01 01 41 01 0c 00 00 00, struct has two fields of one name: \"A\"",
    })
    void a_definition_that_is_none_is_refused(String definition, String fact) {
        Body stream = messages(definition, "ff82 00");

        assertThatThrownBy(() -> Gob.read(stream, PERSISTED_JOB))
                .isInstanceOf(GobException.class)
                .hasMessageStartingWith(fact);
    }

    @Test
    void a_type_is_defined_once() {
        Body stream = messages(LIST_OF_ITSELF, LIST_OF_ITSELF, "ff84 00 00");

        assertThatThrownBy(() -> Gob.read(stream, PERSISTED_JOB)).hasMessageStartingWith("type is defined twice: 66");
    }

    @Test
    void a_type_that_refers_to_none_is_refused_even_if_it_is_not_used() {
        Body stream = messages(KEY_AND_MORE, "ff82 01 01 6b 00");

        assertThatThrownBy(() -> Gob.read(stream, PERSISTED_JOB)).hasMessageStartingWith("type is not defined: 66");
    }

    @Test
    void a_stream_that_only_defines_is_refused() {
        Body stream = messages(LIST_OF_ITSELF);

        assertThatThrownBy(() -> Gob.read(stream, PERSISTED_JOB)).hasMessageStartingWith("stream ends before a value");
    }

    @Test
    void there_are_no_more_than_256_types() {
        String[] messages = new String[257];
        for (int i = 0; i < messages.length; i++) {
            messages[i] = "fe" + HexFormat.of().toHexDigits((short) (2 * (999 + i) + 1)) + "02 01 00 01 0c 00 00";
        }

        assertThatThrownBy(() -> Gob.read(messages(messages), PERSISTED_JOB))
                .hasMessageStartingWith("stream defines more than 256 types");
    }

    @Test
    void a_struct_has_no_more_than_1024_fields() {
        String fields = Stream.generate(() -> "01 01 41 01 0c 00").limit(1025).reduce("", String::concat);

        assertThatThrownBy(() -> Gob.read(messages("ff81 03 01 00 01 fe0401" + fields + "00 00"), PERSISTED_JOB))
                .hasMessageStartingWith("struct has more than 1024 fields: 1025");
    }

    @Test
    void a_type_that_holds_itself_is_passed_over_as_long_as_it_is_not_too_deep() {
        Body flat = messages(KEY_AND_MORE, LIST_OF_ITSELF, "ff82 01 01 6b 01 03 00 00 00 00");
        Body deep = messages(KEY_AND_MORE, LIST_OF_ITSELF, "ff82 01 01 6b 01" + "01".repeat(100_000) + "00 00");

        assertThat(Gob.read(flat, PERSISTED_JOB).value().get(KEY)).isEqualTo("k");
        assertThatThrownBy(() -> Gob.read(deep, PERSISTED_JOB))
                .hasMessageStartingWith("values are nested deeper than 64");
    }

    @ParameterizedTest
    @CsvSource({
        "02 01 00 01 0c 00 00,       64,         list is longer than what is left: 100 of 1",
        "02 01 00 01 0c 00 00,       f8ffffffffffffffff, list is longer than what is left: 18446744073709551615 of 1",
        "04 01 00 01 0c 01 0c 00 00, 02 00 00 00, message ends too early",
        "04 01 00 01 0c 01 0c 00 00, 64,         map is longer than what is left: 100 of 1",
        "01 01 00 01 0c 01 04 00 00, 01 00,      array of 2 has 1 elements",
        "05 01 00 00 00,             64,         value is longer than what is left: 100 of 1",
        "02 01 00 01 10 00 00,       01 64,      type name is longer than what is left: 100 of 1",
        "02 01 00 01 10 00 00,       01 01 41 0c 64, value is longer than what is left: 100 of 1",
        "02 01 00 01 10 00 00,       01 01 41 00, type id is out of range: 0",
        "02 01 00 01 10 00 00,       01 01 41 1f, type id is reserved: 16",
        "02 01 00 01 02 00 00,       01 07,      bool is not 0 or 1: 7",
    })
    void a_field_that_is_passed_over_is_checked(String definition, String value, String fact) {
        Body stream = messages(KEY_AND_MORE, "ff83" + definition, "ff82 01 01 6b 01" + value + "00");

        assertThatThrownBy(() -> Gob.read(stream, PERSISTED_JOB))
                .isInstanceOf(GobException.class)
                .hasMessageStartingWith(fact);
    }

    @Test
    void a_field_of_a_known_name_and_another_type_is_refused() {
        Body stream = messages("ff81 03 01 00 01 01 01 03 4b6579 01 04 00 00 00", "ff82 01 02 00");

        assertThatThrownBy(() -> Gob.read(stream, PERSISTED_JOB))
                .hasMessage("field PersistedJob.Key is of type int, not string (byte 21)");
    }

    @Test
    void a_struct_of_which_no_field_is_known_is_refused() {
        Body stream = Fixture.ofKind("Message").get(0).stream();

        assertThatThrownBy(() -> Gob.read(stream, PERSISTED_JOB))
                .hasMessageStartingWith(
                        "value is of type struct \"Message\", not struct PersistedJob, of whose fields it has none");
    }

    @Test
    void lists_have_no_more_than_a_million_elements() {
        byte[] value = new byte[(1 << 20) + 8];
        System.arraycopy(HexFormat.of().parseHex("ff8200fd100001"), 0, value, 0, 7);
        String message = HexFormat.of().formatHex(value);

        Body stream = messages("ff81 02 01 00 01 0c 00 00", message);

        assertThatThrownBy(() -> Gob.read(stream, GobTypes.listOf(GobTypes.STRING)))
                .hasMessageStartingWith("lists have more than 1048576 elements");
    }

    @Test
    void a_stream_has_no_more_than_64_mib() {
        Body stream = Body.of(new byte[GobInput.MOST_BYTES + 1]);

        assertThatThrownBy(() -> Gob.read(stream, GobTypes.BYTES))
                .hasMessageStartingWith("stream is longer than 67108864 bytes: 67108865");
    }

    @Test
    void a_name_of_the_stream_is_shortened_and_printable_in_errors() {
        String name = "0a".repeat(10) + "41".repeat(90);
        Body stream = messages("ff81 03 01 01 64" + name + "00 00 00", "ff82 00");

        assertThatThrownBy(() -> Gob.read(stream, GobTypes.STRING))
                .hasMessageStartingWith("value is of type struct \"??????????AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\", not");
    }

    static List<Fixture> fixtures() {
        return Fixture.ofKind("PersistedJob").stream()
                .filter(fixture -> fixture.stream().size() < 1000)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void an_envelope_that_is_cut_off_is_refused_wherever_it_is(Fixture fixture) {
        byte[] whole = fixture.stream().bytes();
        for (int length = 0; length < whole.length; length++) {
            Body cut = Body.of(Arrays.copyOf(whole, length));

            GobException e = catchThrowableOfType(GobException.class, () -> Gob.read(cut, PERSISTED_JOB));

            assertThat(e).as("cut at %d", length).isNotNull();
            assertThat(e.offset()).isBetween(0, length);
        }
    }

    /** A stream of these messages, each behind its length. */
    private static Body messages(String... hex) {
        GobOutput out = new GobOutput();
        for (String message : hex) {
            out.bytes(body(message));
        }
        return out.toBody();
    }

    private static Body body(String hex) {
        return Body.of(HexFormat.of().parseHex(hex.replace(" ", "")));
    }
}
