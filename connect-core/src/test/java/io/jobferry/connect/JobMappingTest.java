package io.jobferry.connect;

import static io.jobferry.connect.Records.record;
import static io.jobferry.connect.Records.renamed;
import static io.jobferry.connect.Records.withHeaders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Body;
import io.jobferry.memory.MemoryPut;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which job a record is, and which queue it goes to. */
class JobMappingTest {
    private final Map<String, String> properties = new HashMap<>(Map.of("memory.servers", "mapping", "topics", "mail"));

    @Test
    void fault_13_bytes_are_the_body_as_they_are() {
        byte[] bytes = {0, 13, 10, -1};

        assertThat(body(bytes).bytes()).containsExactly(bytes);
    }

    @Test
    void a_buffers_rest_is_the_body_and_stays_to_be_read_again() {
        ByteBuffer buffer =
                ByteBuffer.wrap("xxhello".getBytes(StandardCharsets.UTF_8)).position(2);

        assertThat(body(buffer).utf8()).isEqualTo("hello");
        assertThat(body(buffer).utf8()).isEqualTo("hello");
    }

    @Test
    void text_is_the_body_in_utf_8_and_not_json() {
        assertThat(body("grüße \"x\"")).isEqualTo(Body.utf8("grüße \"x\""));
    }

    @Test
    void fault_14_empty_bytes_are_an_empty_body() {
        assertThat(body(new byte[0]).size()).isZero();
    }

    @Test
    void maps_lists_and_primitives_are_json() {
        assertThat(body(Map.of("id", 7L)).utf8()).isEqualTo("{\"id\":7}");
        assertThat(body(List.of("a", 1, true)).utf8()).isEqualTo("[\"a\",1,true]");
        assertThat(body(42).utf8()).isEqualTo("42");
        assertThat(body(false).utf8()).isEqualTo("false");
        assertThat(body(1.5).utf8()).isEqualTo("1.5");
    }

    @Test
    void a_struct_is_json_without_its_schema_and_its_decimals_are_numbers() {
        Schema schema = SchemaBuilder.struct()
                .field("to", Schema.STRING_SCHEMA)
                .field("copies", Schema.OPTIONAL_INT32_SCHEMA)
                .field("price", Decimal.schema(2))
                .build();
        Struct value = new Struct(schema).put("to", "a@b").put("price", new BigDecimal("9.90"));

        assertThat(job(record(schema, value)).job().body().utf8())
                .isEqualTo("{\"to\":\"a@b\",\"copies\":null,\"price\":9.90}");
    }

    @Test
    void a_value_that_json_has_no_form_for_is_malformed_and_not_repeated() {
        assertThatThrownBy(() -> body(new AtomicReference<>("secret")))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("value has no form in JSON: java.util.concurrent.atomic.AtomicReference");
    }

    @Test
    void an_origin_line_says_where_in_kafka_the_record_is_and_the_body_follows_as_it_is() {
        properties.put("origin.line", "true");
        byte[] value = {'\n', 13, -1};

        Body body = job(record("mail", 17, value)).job().body();

        assertThat(body)
                .isEqualTo(Body.of(new byte[] {'m', 'a', 'i', 'l', ' ', '0', ' ', '1', '7', '\n', '\n', 13, -1}));
    }

    @Test
    void an_origin_line_has_the_topic_that_kafka_knows_and_not_the_one_that_transforms_made() {
        properties.put("origin.line", "true");

        assertThat(job(renamed(record("mail", 3, "x"), "letters")).job().body().utf8())
                .isEqualTo("mail 0 3\nx");
    }

    @Test
    void an_origin_line_is_all_there_is_of_a_record_without_a_value() {
        properties.put("origin.line", "true");
        properties.put("behavior.on.null.values", "put.empty");

        assertThat(job(record("mail", 3, null)).job().body().utf8()).isEqualTo("mail 0 3\n");
    }

    @Test
    void the_queue_is_the_topics_by_default_as_transforms_left_it() {
        assertThat(job(record("mail", 0, "x")).queue()).isEqualTo("mail");
        assertThat(job(renamed(record("mail", 0, "x"), "letters")).queue()).isEqualTo("letters");
    }

    @Test
    void the_queue_is_made_by_the_template() {
        properties.put("queue", "kafka.${topic}.in");

        assertThat(job(record("mail", 0, "x")).queue()).isEqualTo("kafka.mail.in");
    }

    @Test
    void a_header_names_the_queue_if_it_is_one_of_those_allowed() {
        allowHeader("urgent,slow");

        assertThat(queue(Map.of("to", "urgent"))).isEqualTo("urgent");
        assertThat(queue(Map.of("to", "slow".getBytes(StandardCharsets.UTF_8)))).isEqualTo("slow");
        assertThat(queue(Map.of("other", "urgent"))).isEqualTo("mail");
    }

    @Test
    void a_header_that_names_another_queue_makes_the_record_malformed() {
        allowHeader("urgent,slow");

        assertThatThrownBy(() -> queue(Map.of("to", "admin")))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("header to names a queue that queue.header.allowed does not have: \"admin\"");
        assertThatThrownBy(() -> queue(Map.of("to", List.of("urgent")))).isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> queue(withNull("to"))).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void without_the_option_no_header_names_the_queue() {
        assertThat(queue(Map.of("to", "urgent", "jobferry.queue", "urgent"))).isEqualTo("mail");
    }

    @Test
    void jobs_are_put_as_configured() {
        properties.put("put.delay.ms", "1500");
        properties.put("put.priority", "7");

        MemoryPut put = put(Map.of());

        assertThat(put.delay()).isEqualTo(Duration.ofMillis(1500));
        assertThat(put.priority()).isEqualTo(7);
    }

    static List<Object> sevens() {
        return List.of(
                "7",
                " 7 ",
                (byte) 7,
                (short) 7,
                7,
                7L,
                BigInteger.valueOf(7),
                "7".getBytes(StandardCharsets.UTF_8),
                ByteBuffer.wrap("7".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("sevens")
    void a_header_outranks_the_option_whatever_the_header_converter_made_of_it(Object seven) {
        properties.put("put.delay.ms", "1500");
        properties.put("put.priority", "5");

        MemoryPut put = put(Map.of("jobferry.put.priority", seven));

        assertThat(put.priority()).isEqualTo(7);
        assertThat(put.delay()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void the_last_of_several_headers_counts() {
        ConnectHeaders headers = new ConnectHeaders();
        headers.addString("jobferry.put.delay.ms", "1");
        headers.addLong("jobferry.put.delay.ms", 2);
        SinkRecord record = record("mail", 0, "x").newRecord("mail", 0, null, null, null, "x", null, headers);

        assertThat(job(record).job().options().delay()).isEqualTo(Duration.ofMillis(2));
    }

    @Test
    void headers_that_are_nobodys_or_another_backends_are_left_out_of_account() {
        MemoryPut put = put(Map.of("put.priority", "9", "jobferry.put.ttr.ms", "soon", "jobferry.priority", "9"));

        assertThat(put.priority()).isEqualTo(1000);
    }

    @Test
    void a_header_without_a_value_is_malformed() {
        assertThatThrownBy(() -> put(withNull("jobferry.put.delay.ms")))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("header jobferry.put.delay.ms is null, not LONG");
    }

    private void allowHeader(String queues) {
        properties.put("queue.header", "to");
        properties.put("queue.header.allowed", queues);
    }

    private static Map<String, Object> withNull(String header) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(header, null);
        return headers;
    }

    private String queue(Map<String, ? extends Object> headers) {
        return job(withHeaders(record("mail", 0, "x"), headers)).queue();
    }

    private MemoryPut put(Map<String, ? extends Object> headers) {
        return (MemoryPut)
                job(withHeaders(record("mail", 0, "x"), headers)).job().options();
    }

    private Body body(Object value) {
        return job(record("mail", 0, value)).job().body();
    }

    private QueuedJob job(SinkRecord record) {
        try (JobMapping mapping = new JobMapping(new SinkConfig(new MemoryBinding(), properties))) {
            return mapping.job(record).orElseThrow();
        }
    }
}
