package io.jobferry.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path directory;

    @Test
    void what_a_child_writes_can_be_awaited() throws Exception {
        try (ChildProcess child = start("echo port 17; cat")) {
            String port =
                    child.awaitOutput(Pattern.compile("port (\\d+)"), SOON).group(1);

            assertThat(port).isEqualTo("17");
        }
    }

    @Test
    void what_an_earlier_child_wrote_is_not_taken_for_its_successors() throws Exception {
        start("echo first").awaitEnd(SOON);

        ChildProcess second = start("echo second");
        second.awaitEnd(SOON);

        assertThat(second.output()).isEqualTo("second\n");
    }

    @Test
    void a_child_that_ends_before_it_writes_what_is_awaited_is_an_error_with_its_last_lines() {
        try (ChildProcess child = start("echo no such file >&2; exit 3")) {
            assertThatThrownBy(() -> child.awaitOutput(Pattern.compile("port"), SOON))
                    .hasMessage("child ended with status 3, its last lines:\nno such file");
        }
    }

    @Test
    void a_child_that_does_not_write_what_is_awaited_is_an_error_after_its_time() {
        try (ChildProcess child = start("cat")) {
            assertThatThrownBy(() -> child.awaitOutput(Pattern.compile("port"), Duration.ofMillis(10)))
                    .hasMessageStartingWith("child did not write \"port\" within 0 s");
            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void a_child_that_does_not_listen_to_sigterm_is_killed() {
        ChildProcess child = start("kill -STOP $$");

        child.close();

        assertThat(child.isAlive()).isFalse();
    }

    private ChildProcess start(String script) {
        return ChildProcess.start("child", List.of("sh", "-c", script), directory);
    }
}
