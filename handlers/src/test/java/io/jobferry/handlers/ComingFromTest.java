package io.jobferry.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages for those who come from elsewhere are true: their Java, and each line of their tables, is some test's. */
class ComingFromTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\|(?! *[-:]+ *\\|).*$", Pattern.MULTILINE);
    private static final Pattern HEAD = Pattern.compile("^\\|.*\n(?=\\| *-)", Pattern.MULTILINE);
    private static final Pattern NAMED = Pattern.compile("<!-- ([a-z_0-9]+) -->");

    /** A page, and the classes whose tests it names. */
    record Page(String name, List<String> tests) {
        String text() {
            return read(Path.of("..", "docs", name));
        }

        String code() {
            return tests.stream()
                    .map(test -> read(Path.of("..", test.substring(0, test.indexOf('/')))
                            .resolve("src/test/java/io/jobferry")
                            .resolve(test)))
                    .collect(Collectors.joining());
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Page> pages() {
        return Stream.of(
                new Page(
                        "coming-from-core-queue.md",
                        List.of("handlers/ComingFromCoreQueueTest.java", "itests/ComingFromCoreQueueOnRedisTest.java")),
                new Page(
                        "coming-from-tsuru.md",
                        List.of("handlers/ComingFromTsuruTest.java", "itests/ComingFromTsuruOnRedisTest.java")),
                new Page("coming-from-prep-beanstalk.md", List.of("handlers/ComingFromPrepBeanstalkTest.java")));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void all_java_of_a_page_stands_in_its_tests(Page page) {
        String code = withoutSpace(page.code());

        List<String> snippets =
                JAVA.matcher(page.text()).results().map(found -> found.group(1)).toList();

        assertThat(snippets).hasSizeGreaterThan(2);
        assertThat(snippets).allSatisfy(snippet -> assertThat(code).contains(withoutSpace(snippet)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void each_line_of_a_table_names_its_test(Page page) {
        String tables = HEAD.matcher(page.text()).replaceAll("");
        String code = page.code();

        List<String> rows =
                ROW.matcher(tables).results().map(MatchResult::group).toList();

        assertThat(rows).hasSizeGreaterThan(10);
        assertThat(rows)
                .allSatisfy(row -> assertThat(names(row))
                        .isNotEmpty()
                        .allSatisfy(name -> assertThat(code).contains("void " + name + "(")));
    }

    private static List<String> names(String row) {
        return NAMED.matcher(row).results().map(found -> found.group(1)).toList();
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
