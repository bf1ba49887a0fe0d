package io.jobferry.bench;

import io.jobferry.bench.Contender.Role;
import io.jobferry.bench.raw.RawBeanstalkPut;
import io.jobferry.bench.raw.RawBeanstalkTake;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results that nobody measured: jobs a second, or microseconds a job, round by round. */
final class Sample {
    private final Suite.Kind kind;
    private final Map<Contender, List<Result>> results = new LinkedHashMap<>();

    Sample(Suite.Kind kind) {
        this.kind = kind;
    }

    Sample with(Role role, String name, double... values) {
        List<Result> rounds = new ArrayList<>();
        for (double value : values) {
            rounds.add(result(value));
        }
        results.put(Contender.of(role, name, RawBeanstalkPut.class, 1, 1), rounds);
        return this;
    }

    private Result result(double value) {
        if (kind.isLatency()) {
            long nanos = (long) (value * 1000);
            return new Result(
                    1000, 1_000_000_000, new Quantiles(nanos, 2 * nanos, 3 * nanos), 0, 10_000_000, 20_000_000);
        }
        return new Result((int) value, 1_000_000_000, Quantiles.NONE, 0, 10_000_000, 20_000_000);
    }

    Comparison comparison() {
        Suite suite = new Suite(
                "sample",
                "a sample",
                ServerKind.BEANSTALKD,
                kind,
                RawBeanstalkTake.class,
                List.copyOf(results.keySet()),
                100,
                1000);
        return new Comparison(suite, results);
    }
}
