package io.jobferry.bench.micro;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutResult;
import io.jobferry.Queues;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import io.jobferry.bench.Bodies;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Batches of jobs to a server and back. One write and one read serve a whole batch, so that what is counted for a job is
 * writing its commands, parsing its replies, and the objects that its user gets.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls open() before all else
public class HotPaths {
    static final int BATCH = 128;
    private static final int SIZE = 100;

    /** The same each time: making jobs is their user's affair. */
    private static final List<NewJob> JOBS = IntStream.range(0, BATCH)
            .mapToObj(number -> NewJob.of(Body.of(Bodies.of(number, SIZE))))
            .toList();

    /** Of the server. */
    @Param({})
    public String uri = "";

    private Backend backend;
    private JobSink sink;
    private JobSource source;
    private List<Settlement> held = List.of();

    /** Connects. */
    @Setup
    public void open() {
        backend = Queues.open(uri);
        sink = backend.sink("hot");
        source = backend.source(List.of("hot"));
    }

    @TearDown
    public void close() {
        backend.close();
    }

    /** Writes commands with their bodies, and parses the answers. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<PutResult> put() {
        return sink.put(JOBS);
    }

    /** The same, and then settles what came the last time and reserves as many: what was put is what comes. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int putReserveAndSettle() {
        sink.put(JOBS);
        List<Reservation> reserved = source.settleAndReserve(held, BATCH).reserved();
        if (reserved.size() != BATCH) {
            throw new IllegalStateException("jobs are not " + BATCH + ": " + reserved.size());
        }
        held = reserved.stream()
                .map(each -> new Settlement(each, Outcome.done()))
                .toList();
        return held.size();
    }
}
