package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutResult;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A binlog that cannot grow. Its directory is taken away, for which nobody needs a disk of his own: to beanstalkd it is
 * as a full disk, no next file to be had.
 */
@NeedsServer(ServerKind.BEANSTALKD)
class BeanstalkDiskTest {
    private static final List<NewJob> HUNDRED = Collections.nCopies(100, NewJob.of(Body.of(new byte[4_000])));

    @TempDir
    private Path directory;

    @Test
    void fault_19_without_room_for_the_binlog_puts_are_refused_and_consumers_go_on() throws Exception {
        assumeTrue(Servers.binary(ServerKind.BEANSTALKD).isPresent(), "a container has no directory of ours");
        Path binlog = Files.createDirectory(directory.resolve("binlog"));
        try (TestServer server = Servers.start(ServerKind.BEANSTALKD, "-b", binlog.toString(), "-s", "65536");
                Backend backend = new BeanstalkBackend(BeanstalkOptions.of(server.address()));
                JobSink sink = backend.sink("a");
                JobSource source = backend.source(List.of("a"))) {
            sink.put(NewJob.of("first"));
            Path away = takeAway(binlog);

            List<PutResult> without = sink.put(HUNDRED);
            List<Settled> settled = takeThree(source);
            Files.move(away, binlog);
            List<PutResult> with = sink.put(HUNDRED);

            assertThat(without)
                    .filteredOn(put -> put.kind() != PutResult.Kind.PUT)
                    .isNotEmpty()
                    .allSatisfy(put -> {
                        assertThat(put.kind()).isEqualTo(PutResult.Kind.REFUSED);
                        assertThat(put.reason()).isEqualTo("OUT_OF_MEMORY");
                    });
            assertThat(settled).containsOnly(Settled.APPLIED);
            assertThat(with).extracting(PutResult::kind).containsOnly(PutResult.Kind.PUT);
        }
    }

    private static Path takeAway(Path binlog) throws IOException {
        return Files.move(binlog, binlog.resolveSibling("away"));
    }

    private static List<Settled> takeThree(JobSource source) throws InterruptedException {
        List<Reservation> jobs = source.reserve(3, Duration.ofSeconds(10));
        assertThat(jobs).hasSize(3);
        return source.settle(List.of(
                new Settlement(jobs.get(0), Outcome.done()),
                new Settlement(jobs.get(1), Outcome.retry(Duration.ZERO)),
                new Settlement(jobs.get(2), Outcome.dead("no"))));
    }
}
