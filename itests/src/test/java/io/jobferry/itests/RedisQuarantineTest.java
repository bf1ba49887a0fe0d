package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.Reservation;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Members that are no envelope. */
@NeedsServer(ServerKind.REDIS)
class RedisQuarantineTest extends RedisMembersFixture {
    RedisQuarantineTest(TestServer redis) {
        super(redis);
    }

    @Test
    void fault_34_what_cannot_be_read_is_kept_as_it_is_among_the_dead_and_the_next_job_comes() throws Exception {
        byte[] garbage = {0, 1, 2, (byte) 0xff};
        go.lpush(WAITING, garbage, FROM_GO);
        JobSource source = source();

        List<Reservation> jobs = source.reserve(10, SOON);

        assertThat(jobs).extracting(job -> job.job().id()).containsExactly("u-1");
        assertThat(go.lrange(FAILED, 0, -1)).containsExactly(garbage);
        List<Job> dead = backend.admin("mail").peek(JobState.DEAD, 1);
        assertThat(dead).extracting(Job::body).containsExactly(Body.of(garbage));
    }

    @Test
    void fault_34_a_consumer_tells_of_it_with_its_raw_bytes_and_goes_on() {
        byte[] garbage = {0, 1, 2, (byte) 0xff};
        go.lpush(WAITING, garbage, FROM_GO);
        List<Job> quarantined = new CopyOnWriteArrayList<>();
        List<String> reasons = new CopyOnWriteArrayList<>();
        List<String> handled = new CopyOnWriteArrayList<>();
        QueueListener listener = new QueueListener() {
            @Override
            public void onQuarantined(Job job, String reason) {
                quarantined.add(job);
                reasons.add(reason);
            }
        };

        try (JobConsumer consumer = consumer(listener, JobHandler.of(job -> handled.add(job.id())))) {
            consumer.start();
            await().atMost(SOON).until(() -> !handled.isEmpty() && !quarantined.isEmpty());
        }

        assertThat(handled).containsExactly("u-1");
        assertThat(quarantined).extracting(Job::body).containsExactly(Body.of(garbage));
        assertThat(quarantined).extracting(Job::queue).containsExactly("mail");
        assertThat(reasons).singleElement().asString().startsWith("job is no gob of a PersistedJob");
        assertThat(go.lrange(FAILED, 0, -1)).containsExactly(garbage);
    }

    @Test
    void what_cannot_be_read_comes_back_with_a_reload_and_is_put_aside_again() throws Exception {
        go.lpush(WAITING, new byte[] {1});
        JobSource source = source();
        source.reserve(1, Duration.ZERO);

        long redriven = backend.admin("mail").redrive(10);
        List<Reservation> jobs = source.reserve(10, Duration.ZERO);

        assertThat(redriven).isEqualTo(1);
        assertThat(jobs).isEmpty();
        assertThat(go.llen(FAILED)).isEqualTo(1);
    }
}
