package io.jobferry.redisqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Body;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final Pattern HEX = Pattern.compile("\"kind\":\"PersistedJob\",\"hex\":\"([0-9a-f]+)\"");
    private static final PersistedJob JOB =
            new PersistedJob("abc", "mail", Body.utf8("hello"), 3_600_000_000_000L, 0, 1, 5);

    private final Envelope gob = new GobEnvelope(65);
    private final Envelope json = new JsonEnvelope();

    /** What Go wrote. */
    static List<byte[]> gobs() throws IOException {
        try (InputStream in = EnvelopeTest.class.getResourceAsStream("/io/jobferry/gob/fixtures.jsonl")) {
            String lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return HEX.matcher(lines)
                    .results()
                    .map(match -> HexFormat.of().parseHex(match.group(1)))
                    .toList();
        }
    }

    @Test
    void there_are_gobs_that_go_wrote() throws IOException {
        assertThat(gobs()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("gobs")
    void fault_36_a_gob_with_any_type_id_is_read_and_written_with_the_same(byte[] member) throws Exception {
        byte[] same = gob.rewrite(member, job -> job);

        assertThat(same).isEqualTo(member);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65, 70})
    void a_new_gob_has_the_type_id_of_the_option(int typeId) throws Exception {
        byte[] written = new GobEnvelope(typeId).write(JOB);

        assertThat(gob.read(written)).isEqualTo(JOB);
        assertThat(new GobEnvelope(typeId).rewrite(written, job -> job)).isEqualTo(written);
        assertThat(gob.rewrite(written, job -> job)).isEqualTo(written);
    }

    @Test
    void a_failed_job_counts_its_attempt_and_keeps_its_delay() throws Exception {
        byte[] next = gob.rewrite(gob.write(JOB), job -> job.failed(2_000_000_000));

        assertThat(gob.read(next))
                .isEqualTo(
                        new PersistedJob("abc", "mail", Body.utf8("hello"), 3_600_000_000_000L, 2_000_000_000, 2, 5));
    }

    @Test
    void json_is_written_as_go_writes_it() {
        PersistedJob job = new PersistedJob("a<b", "\"\\\n\u0001\u2028é&>", Body.utf8("hello"), 1, 2, 3, 4);

        assertThat(new String(json.write(job), StandardCharsets.UTF_8))
                .isEqualTo("{\"UniqueId\":\"a\\u003cb\",\"Key\":\"\\\"\\\\\\n\\u0001\\u2028é\\u0026\\u003e\","
                        + "\"Value\":\"aGVsbG8=\",\"HandleTimeout\":1,\"Backoff\":2,\"Attempts\":3,\"MaxAttempts\":4}");
    }

    @Test
    void json_is_read_as_it_was_written() throws Exception {
        PersistedJob job = new PersistedJob("a<b", "\"\\\n\u0001\u2028é&>", Body.utf8("hello"), 1, 2, 3, 4);

        assertThat(json.read(json.write(job))).isEqualTo(job);
    }

    @Test
    void json_may_have_spaces_other_fields_and_null() throws Exception {
        byte[] member = " { \"Value\" : null , \"Value\":\"aGVsbG8=\",\"Other\":-1, \"Key\" :\"\\u00e9\\/\" } "
                .getBytes(StandardCharsets.UTF_8);

        PersistedJob job = json.read(member);

        assertThat(job).isEqualTo(new PersistedJob("", "é/", Body.utf8("hello"), 0, 0, 0, 0));
        assertThat(job.attempt()).isEqualTo(1);
    }

    @Test
    void half_a_surrogate_pair_in_json_is_what_go_makes_of_it() throws Exception {
        byte[] member =
                "{\"Value\":\"\",\"Key\":\"\\ud83d\\udc1f \\ud83d \\udc1f\\ud83d\"}".getBytes(StandardCharsets.UTF_8);

        PersistedJob job = json.read(member);

        assertThat(job.key()).isEqualTo("\uD83D\uDC1F \uFFFD \uFFFD\uFFFD");
        assertThat(json.read(json.write(job))).isEqualTo(job);
    }

    static Stream<String> malformed() {
        return Stream.of(
                "",
                "hello",
                "null",
                "{",
                "{}",
                "{}{}",
                "{\"Value\":1}",
                "{\"Value\":\"*\"}",
                "{\"Value\":\"\",}",
                "{\"Value\":\"\"} x",
                "{\"Value\":\"\",\"Attempts\":1.5}",
                "{\"Value\":\"\",\"Attempts\":-}",
                "{\"Value\":\"\",\"Attempts\":\"1\"}",
                "{\"Value\":\"\",\"Attempts\":99999999999999999999}",
                "{\"Value\":\"\",\"Key\":[]}",
                "{\"Value\":\"\",\"Key\":\"\\u00g0\"}",
                "{\"Value\":\"\",\"Key\":\"\\x\"}",
                "{\"Value\":\"\",\"Key\":\"\n\"}",
                "{\"Value\":\"\",\"Key\":\"");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void fault_34_what_is_no_envelope_is_refused(String member) {
        byte[] bytes = member.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> json.read(bytes)).isInstanceOf(MalformedEnvelopeException.class);
        assertThatThrownBy(() -> gob.read(bytes)).isInstanceOf(MalformedEnvelopeException.class);
    }
}
