package io.jobferry.bench;

import java.util.List;
import java.util.stream.Stream;

/** All there are, in the order in which they run and stand in the docs. */
final class Benchmarks {
    static final List<Benchmark> ALL = Stream.of(Suites.ALL, Costs.ALL, Scale.all(), List.of(new Allocation()))
            .<Benchmark>flatMap(List::stream)
            .toList();

    private Benchmarks() {}

    /**
     * The one of this name, or all whose names begin with it and a hyphen.
     *
     * @throws IllegalArgumentException if there is none
     */
    static List<Benchmark> named(String name) {
        List<Benchmark> found =
                ALL.stream().filter(each -> each.name().equals(name)).toList();
        if (found.isEmpty()) {
            found = ALL.stream()
                    .filter(each -> each.name().startsWith(name + "-"))
                    .toList();
        }
        if (found.isEmpty()) {
            Stream<String> names = ALL.stream().map(Benchmark::name);
            throw new IllegalArgumentException("suite is not one of " + names.toList() + ": " + name);
        }
        return found;
    }
}
