package io.jobferry.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

class RespReaderTest {
    @Test
    void every_type_is_read() {
        RespReader reader =
                reader("+OK\r\n:-7\r\n$3\r\na\r\n\r\n$0\r\n\r\n$-1\r\n*-1\r\n*2\r\n:1\r\n*1\r\n$1\r\nx\r\n");

        assertThat(reader.read()).isEqualTo("OK".getBytes(StandardCharsets.US_ASCII));
        assertThat(reader.read()).isEqualTo(-7L);
        assertThat(reader.read()).isEqualTo("a\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(reader.read()).isEqualTo(new byte[0]);
        assertThat(reader.read()).isNull();
        assertThat(reader.read()).isNull();
        assertThat(reader.read()).asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2);
    }

    @Test
    void an_error_is_thrown_and_one_inside_of_a_list_is_an_element() {
        RespReader reader = reader("-NOJOB not here\r\n*1\r\n-ERR no\r\n");

        assertThatThrownBy(reader::read).isInstanceOf(JedisDataException.class).hasMessage("NOJOB not here");
        assertThat((List<?>) reader.read()).hasOnlyElementsOfType(JedisDataException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$-2\r\n",
                "$2147483648\r\n",
                "$9223372036854775807\r\n",
                "*-2\r\n",
                "*9223372036854775807\r\n",
                "$x\r\n",
                ":\r\n",
                "$1\r\nabc",
                "+OK\rX",
                "hello\r\n",
                "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n"
            })
    void fault_11_a_senseless_length_or_type_is_refused_before_anything_is_allocated(String bytes) {
        RespReader reader = reader(bytes);

        assertThatThrownBy(reader::read).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$536870912\r\nab", "*2147483647\r\n:1\r\n", "*500000000\r\n"})
    void fault_10_a_length_is_not_believed_before_the_bytes_are_there(String bytes) {
        RespReader reader = reader(bytes);

        assertThatThrownBy(reader::read).isInstanceOfAny(JedisConnectionException.class, IllegalStateException.class);
    }

    @Test
    void fault_10_a_line_without_an_end_is_refused() {
        byte[] line = new byte[100_000];
        Arrays.fill(line, (byte) '+');

        assertThatThrownBy(new RespReader(new RedisInputStream(new ByteArrayInputStream(line)))::read)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("longer than 65536 bytes");
    }

    @Test
    void fault_10_random_bytes_end_in_an_exception_and_never_hang() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            random.nextBytes(bytes);
            bytes[0] = (byte) "+-:$*".charAt(random.nextInt(5));
            RespReader reader = new RespReader(new RedisInputStream(new ByteArrayInputStream(bytes)));

            assertThatThrownBy(() -> readAll(reader)).isInstanceOf(RuntimeException.class);
        }
    }

    private static void readAll(RespReader reader) {
        for (int i = 0; i <= 40; i++) {
            reader.read();
        }
    }

    @Test
    void fault_12_a_reply_split_at_every_byte_is_the_same() {
        String reply = "*2\r\n$4\r\nmail\r\n*2\r\n:12\r\n$-1\r\n";

        Object whole = reader(reply).read();
        Object split = new RespReader(new RedisInputStream(new Drip(reply))).read();

        assertThat(split).usingRecursiveComparison().isEqualTo(whole);
    }

    @Test
    void a_long_string_comes_back_whole() {
        String body = "0123456789".repeat(20_000);

        Object read = reader("$200000\r\n" + body + "\r\n").read();

        assertThat(read).isEqualTo(body.getBytes(StandardCharsets.US_ASCII));
    }

    private static RespReader reader(String bytes) {
        return new RespReader(
                new RedisInputStream(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1))));
    }

    /** One byte a read. */
    private static final class Drip extends InputStream {
        private final InputStream in;

        Drip(String text) {
            in = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public int read() throws IOException {
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return in.read(bytes, offset, Math.min(1, length));
        }
    }
}
