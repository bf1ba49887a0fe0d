package io.jobferry.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.bench.Contender.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PageTest {
    private static final Findings FINDINGS = new Findings(
            "### put\n\n| a |\n",
            List.of(new Chart.Group(
                    "put",
                    new Spread(1, 0.9, 1.1),
                    List.of(new Chart.Bar("ours, one by one", Role.OURS, new Spread(0.97, 0.95, 0.99))))));

    @Test
    void results_take_the_place_of_those_before_and_nothing_else() {
        String page = """
                # Page
                <!-- results: written by ./bench --docs -->
                old
                <!-- end of results -->
                Prose.
                """;

        String written = Page.with(page, "Measured on a machine.", List.of(FINDINGS));

        assertThat(written).isEqualTo("""
                # Page
                <!-- results: written by ./bench --docs -->

                Measured on a machine.

                ![Speed of each client beside a raw socket program](benchmarks.svg)

                ### put

                | a |

                <!-- end of results -->
                Prose.
                """);
        assertThat(Page.with(written, "Measured on a machine.", List.of(FINDINGS)))
                .isEqualTo(written);
    }

    @Test
    void a_page_without_a_place_for_results_is_refused() {
        assertThatThrownBy(() -> Page.with("# Page\n", "", List.of())).hasMessageContaining("page has no place");
    }

    @Test
    void the_docs_have_that_place() throws IOException {
        String page = Files.readString(Path.of("../docs/benchmarks.md"));

        assertThat(Page.with(page, "Measured on a machine.", List.of())).contains("Measured on a machine.");
    }

    @Test
    void kept_findings_are_read_as_they_were(@TempDir Path directory) throws IOException {
        Archive archive = new Archive(directory);

        archive.keep("put", FINDINGS);

        assertThat(archive.has("take")).isFalse();
        assertThat(archive.has("put")).isTrue();
        assertThat(archive.read("put")).isEqualTo(FINDINGS);
    }

    @Test
    void versions_are_told_without_what_follows_them() {
        assertThat(Machine.numberIn("Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0"))
                .isEqualTo("7.0.15");
        assertThat(Machine.numberIn("Disque server v=1.0-rc1 sha=0192ba7e:0")).isEqualTo("1.0-rc1");
        assertThat(Machine.numberIn("6.1.0-18-cloud")).isEqualTo("6.1.0");
    }
}
