package io.jobferry.camel.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import io.jobferry.camel.QueueComponent;
import io.jobferry.testing.Bounds;
import io.jobferry.testing.Change;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for all that somebody may write behind the scheme. */
class BeanstalkPathPropertiesTest {
    /** The first includes the classes of Camel that a component brings with it. */
    private static final Bounds BOUNDS = new Bounds(32 * 1024 * 1024, 1000);

    @Property
    void a_random_text_is_a_path_or_refused(@ForAll String path, @ForAll boolean serversGiven) {
        readsWithinBounds(path, () -> BeanstalkPath.parse(path, serversGiven).tubes());
        readsWithinBounds(path, () -> QueueComponent.names(path, ','));
    }

    @Property(tries = 1000)
    void a_changed_path_is_another_or_refused(
            @ForAll("paths") String path, @ForAll("changes") List<Change> changes, @ForAll boolean serversGiven) {
        String changed = Change.all(changes, Body.utf8(path)).utf8();

        readsWithinBounds(
                changed, () -> BeanstalkPath.parse(changed, serversGiven).tubes());
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                "mail", "mail,sms", "a%2Fb,c%2Bd,e%2Cf", "queue.example:11301/mail+sms", "host/mail", "m+s");
    }

    @Provide
    Arbitrary<List<Change>> changes() {
        return Change.few();
    }

    private static void readsWithinBounds(String path, Supplier<List<String>> names) {
        BOUNDS.hold(path.getBytes(StandardCharsets.UTF_8).length, () -> {
            try {
                assertThat(names.get()).isNotEmpty().doesNotContain("");
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("path ");
            }
        });
    }
}
