package io.jobferry.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FootprintsTest {
    @Test
    void a_thread_left_behind_by_every_reconnect_is_a_leak() {
        Footprints footprints = footprints(Measure.THREADS, look -> 40 + look);

        assertThat(footprints.leaks()).containsExactly(Measure.THREADS);
    }

    @Test
    void heap_that_grows_slowly_and_steadily_is_a_leak() {
        Footprints footprints = footprints(Measure.HEAP, look -> 30_000 + look * 200);

        assertThat(footprints.leaks()).containsExactly(Measure.HEAP);
    }

    @Test
    void what_goes_up_and_down_is_none() {
        Footprints footprints = footprints(Measure.HEAP, look -> 30_000 + look % 7 * 5_000);

        assertThat(footprints.leaks()).isEmpty();
    }

    @Test
    void what_grows_while_all_warms_up_is_none() {
        Footprints footprints = footprints(Measure.THREADS, look -> 40 + Math.min(look, 9) * 3);

        assertThat(footprints.leaks()).isEmpty();
    }

    @Test
    void a_step_that_is_taken_once_is_none() {
        Footprints footprints = footprints(Measure.CONNECTIONS, look -> look < 25 ? 3 : 12);

        assertThat(footprints.leaks()).isEmpty();
    }

    @Test
    void looks_at_bad_moments_are_none() {
        Footprints footprints = footprints(Measure.SOCKETS, look -> look > 50 && look % 3 == 0 ? 90 : 20);

        assertThat(footprints.leaks()).isEmpty();
    }

    @Test
    void too_few_tell_nothing() {
        assertThatThrownBy(() -> footprints(2, Measure.HEAP, look -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("footprints are less than 3: 2");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_process_holds_something_of_everything(@TempDir Path directory) throws Exception {
        Footprint ours = Footprint.of(ProcessHandle.current().pid(), 1, directory);

        assertThat(ours.held()).containsOnlyKeys(Measure.values());
        assertThat(ours.of(Measure.HEAP)).isBetween(1L, Runtime.getRuntime().maxMemory() / 1024);
        assertThat(ours.of(Measure.RESIDENT)).isGreaterThan(ours.of(Measure.HEAP));
        assertThat(ours.of(Measure.THREADS)).isPositive();
        assertThat(ours.of(Measure.FILES)).isGreaterThan(ours.of(Measure.SOCKETS));
    }

    private static Footprints footprints(Measure measure, IntToLongFunction looks) {
        return footprints(60, measure, looks);
    }

    private static Footprints footprints(int count, Measure measure, IntToLongFunction looks) {
        return new Footprints(IntStream.range(0, count)
                .mapToObj(look -> new Footprint(Map.of(measure, looks.applyAsLong(look))))
                .toList());
    }
}
