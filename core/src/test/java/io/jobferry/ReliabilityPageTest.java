package io.jobferry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page's table of faults is what the tests of all modules say by their names: {@code fault_07_…} and {@code
 * fault_13_and_14_…} name rows. With {@code -Djobferry.docs.write=true} its last column is written anew.
 */
class ReliabilityPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reliability.md");
    private static final int ROWS = 42;

    private static final Pattern TEST = Pattern.compile(" void fault_(\\d+(?:_and_\\d+)*)_");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package io\\.jobferry\\.?(.*);$");

    /** Number, two cells of prose, and the tests. */
    private static final Pattern ROW = Pattern.compile("(?m)^(\\| (\\d+) \\|[^|\\n]*\\|[^|\\n]*\\|)[^|\\n]*\\|$");

    @Test
    void each_row_names_the_tests_that_name_it_and_no_others() throws IOException {
        Map<Integer, Set<String>> tests = tests();
        String page = Files.readString(PAGE);
        String current = ROW.matcher(page).replaceAll(row -> Matcher.quoteReplacement(withTests(row, tests)));

        if (Boolean.getBoolean("jobferry.docs.write")) {
            Files.writeString(PAGE, current);
        }

        assertThat(PAGE)
                .as("docs page; mvn -pl core test -Dtest=ReliabilityPageTest -Djobferry.docs.write=true writes it anew")
                .hasContent(current);
    }

    @Test
    void all_rows_are_there_and_each_has_a_test() throws IOException {
        List<Integer> rows = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(ReliabilityPageTest::number)
                .toList();
        List<Integer> all = IntStream.rangeClosed(1, ROWS).boxed().toList();

        assertThat(rows).isEqualTo(all);
        assertThat(tests().keySet()).containsExactlyElementsOf(all);
    }

    private static String withTests(MatchResult row, Map<Integer, Set<String>> tests) {
        Set<String> named = tests.get(number(row));
        if (named == null) {
            return fail("row %s has no test".formatted(row.group(2)));
        }
        String cell = named.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return row.group(1) + " " + cell + " |";
    }

    private static int number(MatchResult row) {
        return Integer.parseInt(row.group(2));
    }

    /** The classes with tests of each row, as {@code beanstalk.PutFaultsTest}. */
    private static Map<Integer, Set<String>> tests() throws IOException {
        Map<Integer, Set<String>> tests = new TreeMap<>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            TEST.matcher(text)
                    .results()
                    .flatMap(test -> Stream.of(test.group(1).split("_and_")))
                    .forEach(row -> tests.computeIfAbsent(Integer.valueOf(row), none -> new TreeSet<>())
                            .add(className(source, text)));
        }
        return tests;
    }

    private static String className(Path source, String text) {
        String simple = source.getFileName().toString().replace(".java", "");
        return PACKAGE.matcher(text)
                .results()
                .map(name -> name.group(1).isEmpty() ? simple : name.group(1) + "." + simple)
                .findFirst()
                .orElseThrow();
    }

    /** All of them: the contracts of the testkit are no test sources, since they are published. */
    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.find(
                Path.of(".."),
                20,
                (file, is) -> is.isRegularFile() && file.toString().endsWith(".java"))) {
            return files.filter(file -> !file.toString().contains("/target/")).toList();
        }
    }
}
