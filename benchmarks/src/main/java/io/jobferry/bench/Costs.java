package io.jobferry.bench;

import io.jobferry.bench.camel.CamelTake;
import io.jobferry.bench.ours.DriverHold;
import io.jobferry.bench.ours.DriverTake;
import io.jobferry.bench.ours.EngineHold;
import io.jobferry.bench.ours.EngineTake;
import io.jobferry.bench.peers.BeanstalkcTake;
import io.jobferry.bench.peers.SurftoolsTake;
import io.jobferry.bench.raw.RawBeanstalkPut;
import io.jobferry.bench.raw.RawBeanstalkTake;
import io.jobferry.bench.raw.RawDisquePut;
import io.jobferry.bench.raw.RawRedisPut;
import java.util.List;
import java.util.Locale;

/** What a job costs besides time: memory, and the start before the first one. */
final class Costs {
    private static final int SIZE = 100;
    private static final int HELD = 100_000;

    /** beanstalkd looks at all that a connection holds whenever it touches one of them: 100,000 take it minutes. */
    private static final int HELD_BY_BEANSTALKD = 20_000;

    /** Ten million in seven rounds. */
    private static final int PASSED = 1_500_000;

    private static final int BATCH = 1000;

    static final List<Suite> ALL = List.of(
            held("beanstalk", ServerKind.BEANSTALKD, RawBeanstalkPut.class, Suites.BEANSTALK, HELD_BY_BEANSTALKD),
            held("disque", ServerKind.DISQUE, RawDisquePut.class, Suites.DISQUE, HELD),
            held("redis", ServerKind.REDIS, RawRedisPut.class, Suites.REDIS, HELD),
            new Suite(
                    "memory-growth",
                    "heap that jobs leave behind, ten million in all",
                    ServerKind.REDIS,
                    Suite.Kind.GROWTH,
                    RawRedisPut.class,
                    List.of(Contender.ours("jobferry consumer", EngineTake.class, 1, BATCH, Suites.REDIS)),
                    SIZE,
                    PASSED),
            new Suite(
                    "start-up",
                    "from the start of a JVM to its first job",
                    ServerKind.BEANSTALKD,
                    Suite.Kind.FIRST_JOB,
                    RawBeanstalkPut.class,
                    Contender.lineUp(
                            Contender.raw(RawBeanstalkTake.class, 1, 1),
                            Contender.ours("jobferry source", DriverTake.class, 1, 1, Suites.BEANSTALK),
                            Contender.ours("jobferry consumer", EngineTake.class, 1, 1, Suites.BEANSTALK),
                            Contender.ours("jobferry, Camel route", CamelTake.class, 1, 1, Suites.BEANSTALK_ROUTE),
                            Contender.peer("surftools 1.4.6", SurftoolsTake.class, 1, 1),
                            Contender.peer("beanstalkc 2.3.0", BeanstalkcTake.class, 1, 1),
                            Contender.camel3(CamelTake.class)),
                    SIZE,
                    1));

    private Costs() {}

    private static Suite held(String server, ServerKind kind, Class<? extends Work> fill, String uri, int jobs) {
        return new Suite(
                "memory-" + server,
                String.format(Locale.ROOT, "heap beside the body of each of %,d jobs that are held", jobs),
                kind,
                Suite.Kind.HELD,
                fill,
                List.of(
                        Contender.ours("jobferry source", DriverHold.class, 1, BATCH, uri),
                        Contender.ours("jobferry consumer", EngineHold.class, 1, BATCH, uri)),
                SIZE,
                jobs);
    }
}
