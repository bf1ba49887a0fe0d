package io.jobferry.bench;

import io.jobferry.bench.Contender.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The findings of the last run of each benchmark, in files: of each its table, and what of it goes into the chart.
 *
 * <pre>
 * beanstalk-put.md
 * beanstalk-put.tsv     group | title | median, min and max of raw to raw
 *                       OURS  | name  | median, min and max of its speed
 * </pre>
 */
final class Archive {
    private static final String GROUP = "group";

    private final Path directory;

    Archive(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    void keepMachine(String description) throws IOException {
        Files.writeString(machineFile(), description);
    }

    /** What the findings were made on. */
    String machine() throws IOException {
        return Files.readString(machineFile());
    }

    void keep(String name, Findings findings) throws IOException {
        Files.writeString(table(name), findings.markdown());
        List<String> lines = new ArrayList<>();
        for (Chart.Group group : findings.chart()) {
            lines.add(line(GROUP, group.title(), group.noise()));
            group.bars().forEach(bar -> lines.add(line(bar.role().name(), bar.name(), bar.speed())));
        }
        Files.write(bars(name), lines);
    }

    /** Whether this benchmark was run. */
    boolean has(String name) {
        return Files.exists(table(name));
    }

    Findings read(String name) throws IOException {
        List<Chart.Group> groups = new ArrayList<>();
        for (String line : Files.readAllLines(bars(name))) {
            String[] words = line.split("\t", -1);
            Spread spread = new Spread(
                    Double.parseDouble(words[2]), Double.parseDouble(words[3]), Double.parseDouble(words[4]));
            if (words[0].equals(GROUP)) {
                groups.add(new Chart.Group(words[1], spread, new ArrayList<>()));
            } else {
                groups.get(groups.size() - 1).bars().add(new Chart.Bar(words[1], Role.valueOf(words[0]), spread));
            }
        }
        return new Findings(Files.readString(table(name)), groups);
    }

    private static String line(String kind, String name, Spread spread) {
        return String.join(
                "\t",
                kind,
                name,
                Double.toString(spread.median()),
                Double.toString(spread.min()),
                Double.toString(spread.max()));
    }

    private Path machineFile() {
        return directory.resolve("machine.txt");
    }

    private Path table(String name) {
        return directory.resolve(name + ".md");
    }

    private Path bars(String name) {
        return directory.resolve(name + ".tsv");
    }
}
