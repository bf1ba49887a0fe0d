package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Body;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutOptions;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Moves that must happen at once or not at all. */
@NeedsServer(ServerKind.REDIS)
class RedisMoversTest extends RedisMembersFixture {
    RedisMoversTest(TestServer redis) {
        super(redis);
    }

    @Test
    void fault_33_two_consumers_that_move_due_jobs_at_once_enqueue_each_once() throws Exception {
        List<NewJob> later = IntStream.range(0, 2_000)
                .mapToObj(i -> new NewJob(Body.utf8("job " + i), PutOptions.delayed(Duration.ofMillis(100))))
                .toList();
        backend.sink("mail").put(later);

        CompletableFuture<List<String>> one = CompletableFuture.supplyAsync(() -> drain(source()));
        CompletableFuture<List<String>> other = CompletableFuture.supplyAsync(() -> drain(source()));

        List<String> all = new ArrayList<>(one.join());
        all.addAll(other.join());
        assertThat(all).hasSize(2_000).doesNotHaveDuplicates();
    }

    @Test
    void fault_4_a_job_is_never_out_of_all_keys_because_reserving_is_one_script() throws Exception {
        go.lpush(WAITING, FROM_GO);
        go.set(RESERVED, key("a string"));
        JobSource source = source();

        assertThatThrownBy(() -> source.reserve(1, SOON))
                .isInstanceOf(QueueException.class)
                .hasMessageContaining("reserved is a string and not a zset");
        assertThat(go.lrange(WAITING, 0, -1)).containsExactly(FROM_GO);
    }

    private static List<String> drain(JobSource source) {
        List<String> texts = new ArrayList<>();
        for (List<Reservation> jobs = some(source); !jobs.isEmpty(); jobs = some(source)) {
            for (Reservation job : jobs) {
                texts.add(job.job().body().utf8());
                settle(source, job, Outcome.done());
            }
        }
        return texts;
    }

    private static List<Reservation> some(JobSource source) {
        try {
            return source.reserve(64, Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
