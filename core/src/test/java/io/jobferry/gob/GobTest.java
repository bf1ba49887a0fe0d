package io.jobferry.gob;

import static io.jobferry.gob.Structs.ACTION;
import static io.jobferry.gob.Structs.ATTEMPTS;
import static io.jobferry.gob.Structs.KEY;
import static io.jobferry.gob.Structs.MAX_ATTEMPTS;
import static io.jobferry.gob.Structs.MESSAGE;
import static io.jobferry.gob.Structs.PERSISTED_JOB;
import static io.jobferry.gob.Structs.UNIQUE_ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Body;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GobTest {
    /** An envelope with fields of every kind that Go knows, two recursive ones among them, in another order. */
    static final String MANY_FIELDS = "ffa1ff830301010c5065727369737465644a6f6201ff8400010e01034f6c6401ff880001"
            + "034b6579010c00010341727201ff8a000102496d010e0001044c69737401ff8c0001045768656e01ff8e000103416e79011000"
            + "01044e6f6e650110000104416e797301ff90000106506f696e747301ff940001015001ff92000108417474656d707473010400"
            + "0105526174696f0108000108556e697175654964010c00000021ff87040101106d61705b737472696e675d5b5d696e7401ff88"
            + "00010c01ff8600000cff85020102ff86000104000017ff89010101075b325d626f6f6c01ff8a0001020104000022ff8b030101"
            + "044e6f646501ff8c00010201044e65787401ff8c00010156010400000010ff8d0501010454696d6501ff8e0000001cff8f0201"
            + "010e5b5d696e74657266616365207b7d01ff9000011000001bff930201010c5b5d6d61696e2e506f696e7401ff940001ff9200"
            + "001fff9103010105506f696e7401ff920001020101580104000101590104000000ff91ff840101016102020101016b01020100"
            + "01fef03f400101020400010200010f010000000e7791f70100000000ffff0106737472696e670c050003616e79020403696e74"
            + "0402000206737472696e670c030001730a6d61696e2e506f696e74ff920501020104000a6d61696e2e506f696e74ff92050106"
            + "010800010200010a010c0001010e011000010601fef83f01017500";

    /** {@code {A: Point{3, 4.0}, Z: 9}}: the definition of Point comes inside the value, which goes on after it. */
    static final String DEFINED_INSIDE = "1eff95030101045772617001ff9600010201014101100001015a010400000025ff9601"
            + "066d61696e2e50ff85030101015001ff8600010201015801040001015901080000000dff8607010601fe104000011200";

    private static final GobType<List<String>> STRINGS = GobTypes.listOf(GobTypes.STRING);

    @Test
    void a_new_value_is_written_with_the_first_id_of_a_go_process() {
        GobRecord job = PERSISTED_JOB.zero().with(KEY, "k");

        Gob<GobRecord> gob = Gob.of(PERSISTED_JOB, job);

        assertThat(gob.typeId()).isEqualTo(65);
        assertThat(hex(gob.write())).startsWith("74ff81030101").endsWith("06ff8202016b00");
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 127, 128, 9999, Integer.MAX_VALUE})
    void an_envelope_keeps_the_id_that_it_was_read_with(int typeId) {
        GobRecord job = PERSISTED_JOB.zero().with(UNIQUE_ID, "u").with(ATTEMPTS, 1L);
        Body stream = new Gob<>(PERSISTED_JOB, typeId, job).write();

        Gob<GobRecord> read = Gob.read(stream, PERSISTED_JOB);
        Body again = new Gob<>(PERSISTED_JOB, read.typeId(), read.value()).write();

        assertThat(read.typeId()).isEqualTo(typeId);
        assertThat(again).isEqualTo(stream);
    }

    @Test
    void fields_that_go_wrote_and_we_do_not_know_are_passed_over() {
        GobRecord expected =
                PERSISTED_JOB.zero().with(KEY, "k").with(UNIQUE_ID, "u").with(ATTEMPTS, 3L);

        GobRecord read = Gob.read(stream(MANY_FIELDS), PERSISTED_JOB).value();

        assertThat(read).isEqualTo(expected);
    }

    @Test
    void lists_and_structs_in_a_struct_are_read() {
        GobField<Long> x = new GobField<>("X", GobTypes.INT);
        GobField<Long> y = new GobField<>("Y", GobTypes.INT);
        GobStruct point = GobStruct.of("Point", x, y);
        GobField<List<GobRecord>> points = new GobField<>("Points", GobTypes.listOf(point));
        GobField<GobRecord> p = new GobField<>("P", point);

        GobRecord read =
                Gob.read(stream(MANY_FIELDS), GobStruct.of("Job", p, points)).value();

        assertThat(read.get(points))
                .containsExactly(point.zero(), point.zero().with(x, 5L).with(y, 6L));
        assertThat(read.get(p)).isEqualTo(point.zero().with(x, 7L).with(y, 8L));
    }

    @Test
    void a_type_that_is_defined_inside_a_value_is_passed_over() {
        GobField<Long> z = new GobField<>("Z", GobTypes.INT);

        GobRecord read =
                Gob.read(stream(DEFINED_INSIDE), GobStruct.of("Wrap", z)).value();

        assertThat(read.get(z)).isEqualTo(9);
    }

    @Test
    void fields_are_found_by_their_names_in_the_order_of_the_stream() {
        Body stream =
                stream("3cff950301010952656f72646572656401ff96000103010b4d6178417474656d70747301040001034b6579010c"
                        + "000108556e697175654964010c0000000bff96010901016b01017500");

        Gob<GobRecord> read = Gob.read(stream, PERSISTED_JOB);

        assertThat(read.typeId()).isEqualTo(75);
        assertThat(read.value())
                .isEqualTo(PERSISTED_JOB
                        .zero()
                        .with(MAX_ATTEMPTS, -5L)
                        .with(KEY, "k")
                        .with(UNIQUE_ID, "u"));
    }

    @Test
    void a_list_is_written_as_go_writes_it() {
        Body stream = stream("0cff81020102ff8200010c000009ff8200030161000162");

        Gob<List<String>> read = Gob.read(stream, STRINGS);

        assertThat(read).isEqualTo(Gob.of(STRINGS, List.of("a", "", "b")));
        assertThat(read.write()).isEqualTo(stream);
    }

    @ParameterizedTest
    @CsvSource({"0, 03060000", "127, 0306007f", "128, 040600ff80", "255, 040600ff", "-1, 0b0600f8ffffffffffffffff"})
    void unsigned_numbers_take_as_few_bytes_as_they_can(long value, String start) {
        Body stream = Gob.of(GobTypes.UINT, value).write();

        assertThat(hex(stream)).startsWith(start);
        assertThat(Gob.read(stream, GobTypes.UINT).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, 17.0, -1.25, Double.MIN_VALUE, Double.NEGATIVE_INFINITY, Double.NaN})
    void every_double_comes_back(double value) {
        assertThat(Gob.read(Gob.of(GobTypes.FLOAT, value).write(), GobTypes.FLOAT)
                        .value())
                .isEqualTo(Double.valueOf(value));
    }

    @Test
    void minus_zero_in_a_field_is_left_out_as_go_does() {
        GobField<Double> ratio = new GobField<>("Ratio", GobTypes.FLOAT);
        GobStruct struct = GobStruct.of("S", ratio);

        Body stream = Gob.of(struct, struct.zero().with(ratio, -0.0)).write();

        assertThat(hex(stream)).endsWith("03ff8200");
    }

    @Test
    void a_replacement_character_is_a_character() {
        assertThat(Gob.read(Gob.of(GobTypes.STRING, "a\uFFFDb").write(), GobTypes.STRING)
                        .value())
                .isEqualTo("a\uFFFDb");
    }

    @Test
    void half_a_surrogate_pair_is_refused_rather_than_changed() {
        assertThatThrownBy(() -> Gob.of(GobTypes.STRING, "\uD800").write())
                .isInstanceOf(GobException.class)
                .hasMessageContaining("half a surrogate pair");
    }

    @Test
    void more_than_64_mib_is_not_written() {
        Body big = Body.of(new byte[GobInput.MOST_BYTES]);

        assertThatThrownBy(() -> Gob.of(GobTypes.BYTES, big).write())
                .isInstanceOf(GobException.class)
                .hasMessageContaining("longer than 67108864 bytes");
    }

    @Test
    void ids_that_run_out_are_said_to() {
        assertThatThrownBy(() -> new Gob<>(MESSAGE, Integer.MAX_VALUE, MESSAGE.zero()).write())
                .isInstanceOf(GobException.class)
                .hasMessageContaining("type ids are used up");
    }

    @Test
    void ids_that_a_type_cannot_have_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Gob<>(MESSAGE, 63, MESSAGE.zero()))
                .withMessage("type struct Message cannot have this id: 63");
        assertThatIllegalArgumentException().isThrownBy(() -> new Gob<>(GobTypes.STRING, 7, "x"));
    }

    @Test
    void fields_of_other_structs_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MESSAGE.zero().get(KEY))
                .withMessageContaining("struct Message does not have this field");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MESSAGE.zero().get(new GobField<>("Action", GobTypes.INT)));
    }

    @Test
    void structs_that_go_could_not_have_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> GobStruct.of("S"));
        assertThatIllegalArgumentException().isThrownBy(() -> GobStruct.of("S", ACTION, ACTION));
        assertThatIllegalArgumentException().isThrownBy(() -> new GobField<>("action", GobTypes.STRING));
    }

    @Test
    void values_do_not_show_in_texts() {
        GobRecord message = MESSAGE.zero().with(ACTION, "secret");

        assertThat(Gob.of(MESSAGE, message)).hasToString("Gob[struct Message, type 65]");
        assertThat(message).hasToString("GobRecord[struct Message]");
    }

    static Body stream(String hex) {
        return Body.of(HexFormat.of().parseHex(hex));
    }

    private static String hex(Body stream) {
        return HexFormat.of().formatHex(stream.bytes());
    }
}
