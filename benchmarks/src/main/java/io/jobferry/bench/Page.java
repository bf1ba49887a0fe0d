package io.jobferry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** docs/benchmarks.md and its chart. What stands between two comments is ours to write. */
final class Page {
    private static final String BEGIN = "<!-- results: written by ./bench --docs -->\n";
    private static final String CHART = "![Speed of each client beside a raw socket program](benchmarks.svg)";
    private static final String END = "<!-- end of results -->";

    private final Path docs;

    Page(Path docs) {
        this.docs = docs;
    }

    /** Writes the results there instead of those that stand there. */
    void write(String machine, List<Findings> findings) throws IOException {
        Path page = docs.resolve("benchmarks.md");
        Files.writeString(page, with(Files.readString(page), machine, findings));
        List<Chart.Group> groups = new ArrayList<>();
        findings.forEach(each -> groups.addAll(each.chart()));
        Files.writeString(docs.resolve("benchmarks.svg"), Chart.svg(groups));
    }

    static String with(String page, String machine, List<Findings> findings) {
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("page has no place for results: " + BEGIN.strip());
        }
        StringBuilder results = new StringBuilder("\n" + machine + "\n\n" + CHART + "\n");
        findings.forEach(each -> results.append('\n').append(each.markdown()));
        return page.substring(0, begin) + BEGIN + results + "\n" + page.substring(end);
    }
}
