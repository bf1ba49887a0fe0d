package io.jobferry.bench;

import java.util.List;
import java.util.stream.Stream;

/** What we have set out to reach, as ratios within one run. */
final class Marks {
    /** A tenth slower one by one. */
    private static final double NINE_TENTHS_OF_THE_SPEED = 1.11;

    private static final int MOST_HEAP = 1024;

    /** Half a megabyte over ten million jobs: what buffers and compiled code differ by from round to round. */
    private static final double NO_GROWTH = 0.05;

    static final List<Mark> ALL = List.of(
            Mark.toRaw("beanstalk-put", "jobferry, 1,000 a call", Metric.RATE, 0.95),
            Mark.toPeers("beanstalk-put", "jobferry, 1,000 a call", Metric.RATE, 8),
            Mark.toRaw("beanstalk-take", "jobferry source, 128 a turn", Metric.RATE, 0.95),
            Mark.toPeers("beanstalk-take", "jobferry source, 128 a turn", Metric.RATE, 7),
            Mark.toRaw("beanstalk-put-one", "jobferry", Metric.P50, 1.05),
            Mark.toRaw("beanstalk-take-one", "jobferry source", Metric.P50, 1.05),
            Mark.toRaw("beanstalk-wake", "jobferry, Camel route", Metric.P50, 1.3),
            Mark.toRaw("beanstalk-wake", "jobferry, Camel route", Metric.P99, 2),
            Mark.toRaw("camel-take", "jobferry beanstalk:", Metric.RATE, 0.85),
            Mark.toPeers("camel-take", "jobferry beanstalk:", Metric.RATE, 10),
            Mark.toRaw("camel-put-one", "jobferry beanstalk:", Metric.P50, NINE_TENTHS_OF_THE_SPEED),
            Mark.toRaw("camel-put", "jobferry beanstalk:", Metric.RATE, 0.85),
            Mark.toRaw("disque-put", "jobferry, 128 a call", Metric.RATE, 0.9),
            Mark.toPeers("disque-put", "jobferry, 128 a call", Metric.RATE, 1),
            Mark.toRaw("disque-take", "jobferry source, 128 a turn", Metric.RATE, 0.9),
            Mark.toPeers("disque-take", "jobferry source, 128 a turn", Metric.RATE, 1),
            Mark.toRaw("redis-put", "jobferry, 128 a call", Metric.RATE, 0.6),
            Mark.toRaw("redis-take", "jobferry source, 128 a turn", Metric.RATE, 0.9),
            Mark.toRaw("connect-source-beanstalk-memory", "jobferry, at least once", Metric.RATE, 0.7),
            Mark.toRaw("connect-source-beanstalk-memory", "jobferry, exactly once", Metric.RATE, 0.6),
            Mark.toRaw("connect-source-beanstalk-binlog", "jobferry, at least once", Metric.RATE, 0.7),
            Mark.toRaw("connect-source-beanstalk-binlog", "jobferry, exactly once", Metric.RATE, 0.6),
            Mark.toRaw("connect-source-beanstalk-fsync", "jobferry, at least once", Metric.RATE, 0.9),
            Mark.toRaw("connect-source-beanstalk-fsync", "jobferry, exactly once", Metric.RATE, 0.9),
            Mark.toRaw("connect-source-redis-least", "jobferry", Metric.RATE, 0.35),
            Mark.toRaw("connect-source-redis-once", "jobferry", Metric.RATE, 0.35),
            Mark.toRaw("connect-sink-redis", "jobferry, exactly once", Metric.RATE, 0.8),
            Mark.of("memory-beanstalk", "jobferry source", Metric.HEAP, MOST_HEAP),
            Mark.of("memory-beanstalk", "jobferry consumer", Metric.HEAP, MOST_HEAP),
            Mark.of("memory-disque", "jobferry source", Metric.HEAP, MOST_HEAP),
            Mark.of("memory-disque", "jobferry consumer", Metric.HEAP, MOST_HEAP),
            Mark.of("memory-redis", "jobferry source", Metric.HEAP, MOST_HEAP),
            Mark.of("memory-redis", "jobferry consumer", Metric.HEAP, MOST_HEAP),
            Mark.of("memory-growth", "jobferry consumer", Metric.GROWTH, NO_GROWTH));

    private Marks() {}

    static Stream<Mark> of(Suite suite, Contender contender) {
        return ALL.stream()
                .filter(mark ->
                        mark.suite().equals(suite.name()) && mark.contender().equals(contender.name()));
    }
}
