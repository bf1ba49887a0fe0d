package io.jobferry.jedis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import io.jobferry.testing.Bounds;
import io.jobferry.testing.Change;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/** What holds for all bytes that a server may send. */
class RespPropertiesTest {
    /** The stream's buffer, a list at each depth, and the first piece of a string that never comes. */
    private static final Bounds BOUNDS = new Bounds(2 * 1024 * 1024, 2000);

    private static final List<String> STREAMS = List.of(
            "+OK\r\n:-7\r\n$3\r\na\r\n\r\n$0\r\n\r\n$-1\r\n*-1\r\n",
            "-NOREPL Not enough reachable nodes\r\n*2\r\n-ERR no\r\n:1\r\n",
            "*1\r\n*7\r\n$4\r\nmail\r\n$2\r\nD-\r\n$1\r\nx\r\n$5\r\nnacks\r\n:0\r\n$3\r\nadd\r\n:0\r\n",
            "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n",
            "$536870912\r\nab",
            "*2147483647\r\n:1\r\n");

    @Property
    void fault_10_random_bytes_are_replies_or_refused(@ForAll byte[] bytes) {
        readsWithinBounds(Body.of(bytes));
    }

    @Property(tries = 3000)
    void fault_10_changed_replies_are_others_or_refused(
            @ForAll("streams") Body stream, @ForAll("changes") List<Change> changes) {
        readsWithinBounds(Change.all(changes, stream));
    }

    @Property
    void fault_11_a_length_is_never_believed_before_its_bytes_are_there(@ForAll long length) {
        readsWithinBounds(Body.utf8("$" + length + "\r\nab"));
        readsWithinBounds(Body.utf8("*" + length + "\r\n:1\r\n".repeat(20)));
    }

    @Provide
    Arbitrary<Body> streams() {
        return Arbitraries.of(STREAMS).map(stream -> Body.of(stream.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Change.few();
    }

    private static void readsWithinBounds(Body stream) {
        BOUNDS.hold(
                stream.size(),
                () -> readAll(new RespReader(new RedisInputStream(new ByteArrayInputStream(stream.bytes())))));
    }

    /** Until the stream's end, or what is no reply. A server's error is a reply. */
    private static void readAll(RespReader reader) {
        while (true) {
            try {
                reader.read();
            } catch (JedisDataException e) {
                assertThat(e.getMessage()).isNotNull();
            } catch (JedisConnectionException | IllegalStateException e) {
                return;
            }
        }
    }
}
