package io.jobferry.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.QueueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class ReplyReaderTest {
    private static final Command RESERVE = Command.reserveWithTimeout(0);
    private static final String TWO = "RESERVED 7 6\r\n\r\nab\r\n\r\nTIMED_OUT\r\n";

    static IntStream splits() {
        return IntStream.range(0, TWO.length());
    }

    @ParameterizedTest
    @MethodSource("splits")
    void fault_12_replies_are_the_same_wherever_they_are_split(int at) {
        ReplyReader reader = reader(TWO.substring(0, at), TWO.substring(at));

        assertThat(read(reader).body().utf8()).isEqualTo("\r\nab\r\n");
        assertThat(read(reader).word()).isEqualTo(Reply.Word.TIMED_OUT);
        assertThat(reader.hasMore()).isFalse();
    }

    @Test
    void a_body_bigger_than_every_buffer_is_read_whole() {
        String body = "x".repeat(3_000_000);
        ReplyReader reader = reader("RESERVED 7 3000000\r\n" + body + "\r\n");

        assertThat(read(reader).body().size()).isEqualTo(3_000_000);
    }

    @Test
    void fault_10_random_bytes_never_hang_and_never_make_a_reply_up() {
        Random random = new Random(10);
        for (int round = 0; round < 2000; round++) {
            byte[] noise = new byte[random.nextInt(600)];
            random.nextBytes(noise);
            ReplyReader reader = reader(new String(noise, StandardCharsets.ISO_8859_1));

            assertThatThrownBy(() -> read(reader)).isInstanceOfAny(QueueException.class, UncheckedIOException.class);
        }
    }

    @Test
    void a_line_without_an_end_is_given_up() {
        assertThatThrownBy(() -> read(reader("R".repeat(100_000)))).hasMessageContaining("longer than 224 bytes");
    }

    @Test
    void a_line_that_ends_without_a_carriage_return_is_none() {
        assertThatThrownBy(() -> read(reader("TIMED_OUT\n"))).hasMessageContaining("CRLF");
    }

    private static ReplyReader reader(String... pieces) {
        return new ReplyReader(new Pieces(pieces), "here");
    }

    private static Reply read(ReplyReader reader) {
        try {
            return reader.read(RESERVE, () -> 0, RESERVE.line());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
