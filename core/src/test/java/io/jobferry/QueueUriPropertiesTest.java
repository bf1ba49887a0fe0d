package io.jobferry;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.testing.Bounds;
import io.jobferry.testing.Change;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for all that somebody may write for a server. */
class QueueUriPropertiesTest {
    private static final Bounds BOUNDS = new Bounds(16 * 1024 * 1024, 5000);

    private static final List<String> URIS = List.of(
            "beanstalk://localhost:11300?connectTimeout=2s&commandTimeout=PT5S",
            "beanstalks://[::1]:11400/",
            "tls://queue.example",
            "unix:///run/beanstalkd.sock",
            "disque://one:7711,two:7712?connectTimeout=500ms",
            "disques://one",
            "redis://localhost:6379/0?layout=x",
            "redis-sentinel://one:26379,two?sentinelMasterId=mymaster",
            "redis-cluster://one:7000,two:7001",
            "redisqueue://localhost:6379?envelope=json&keyPrefix=a%3Ab",
            "memory:///");

    @Property
    void a_random_text_is_a_server_or_refused(@ForAll String text) {
        opensWithinBounds(text);
        opensWithinBounds("beanstalk://" + text);
        opensWithinBounds("disque://" + text);
        opensWithinBounds("redis://" + text);
    }

    @Property(tries = 1000)
    void a_changed_uri_is_another_or_refused(@ForAll("uris") String uri, @ForAll("changes") List<Change> changes) {
        opensWithinBounds(Change.all(changes, Body.utf8(uri)).utf8());
    }

    @Property
    void fault_41_what_stands_before_an_at_sign_is_never_repeated(@ForAll("uris") String uri) {
        String secret = uri.replaceFirst("://", "://me:hunter2@");

        try (Backend backend = Queues.open(secret)) {
            throw new AssertionError("opened: " + backend.name());
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("user info").hasMessageNotContaining("hunter2");
        }
    }

    @Provide
    Arbitrary<String> uris() {
        return Arbitraries.of(URIS);
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Change.few();
    }

    private static void opensWithinBounds(String text) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;

        BOUNDS.hold(size, () -> {
            try {
                Queues.open(text).close();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }
}
