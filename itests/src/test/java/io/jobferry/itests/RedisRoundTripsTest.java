package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often a batch of jobs goes to the server and back. */
@NeedsServer(ServerKind.REDIS)
class RedisRoundTripsTest {
    private static final int JOBS = 16;

    @Test
    void the_full_life_of_a_batch_is_a_put_and_one_round_trip_that_settles_it_and_reserves_the_next(TestServer redis)
            throws Exception {
        try (RequestLine line = new RequestLine(redis.address(), passing -> {});
                Backend counted = new RedisQueueBackend(RedisQueueOptions.of(line.address()));
                JobSource source = counted.source(List.of("mail"))) {
            put(counted);
            put(counted);
            // The first batch brings the scripts to the server.
            List<Reservation> first = source.reserve(JOBS, Duration.ZERO);
            List<Reservation> second =
                    source.settleAndReserve(done(first), JOBS).reserved();
            int before = line.requests();

            put(counted);
            JobSource.Turn turn = source.settleAndReserve(done(second), JOBS);
            int requests = line.requests() - before;

            assertThat(turn.settled()).hasSize(JOBS).containsOnly(Settled.APPLIED);
            assertThat(turn.reserved()).hasSize(JOBS);
            assertThat(requests).isEqualTo(2);
        }
    }

    private static void put(Backend backend) {
        backend.sink("mail")
                .put(IntStream.range(0, JOBS)
                        .mapToObj(i -> NewJob.of("job " + i))
                        .toList());
    }

    private static List<Settlement> done(List<Reservation> jobs) {
        return jobs.stream().map(job -> new Settlement(job, Outcome.done())).toList();
    }
}
