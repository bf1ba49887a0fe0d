package io.jobferry.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Job;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.event.QueueListener;
import io.jobferry.memory.MemoryBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HeldJobsTest {
    private final MemoryBackend backend = new MemoryBackend();
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private final BlockingQueue<String> settled = new LinkedBlockingQueue<>();
    private final HeldJobs jobs = new HeldJobs(
            "mail@memory",
            new SlowToSettle(backend.source(List.of("mail")), mayAnswer),
            ConsumerOptions.DEFAULT,
            new Telling(),
            Thread::new);

    @AfterEach
    void close() {
        mayAnswer.countDown();
        jobs.close();
        backend.close();
    }

    @Test
    void what_is_reserved_first_does_not_wait_for_what_is_to_be_settled() throws Exception {
        backend.sink("mail").put(List.of(NewJob.of("a"), NewJob.of("b")));
        jobs.reserveFirst(1, Duration.ZERO).forEach(Delivery::done);

        List<Delivery> next = jobs.reserveFirst(1, Duration.ZERO);

        assertThat(next).extracting(delivery -> delivery.job().body().utf8()).containsExactly("b");
        assertThat(settled).isEmpty();
        mayAnswer.countDown();
        assertThat(settled.take()).isEqualTo("a DONE APPLIED");
    }

    private final class Telling implements QueueListener {
        @Override
        public void onSettled(Job job, Outcome outcome, Settled answer) {
            settled.add(job.body().utf8() + " " + outcome.kind() + " " + answer);
        }
    }

    /** A source of a server that takes its time to settle. */
    private record SlowToSettle(JobSource source, CountDownLatch mayAnswer) implements JobSource {
        @Override
        public List<Reservation> reserve(int max, Duration wait) throws InterruptedException {
            return source.reserve(max, wait);
        }

        @Override
        public List<Settled> settle(List<Settlement> settlements) {
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted before it answered", e);
            }
            return source.settle(settlements);
        }

        @Override
        public List<Settled> extend(List<Reservation> held) {
            return source.extend(held);
        }

        @Override
        public int attempt(Reservation reservation) {
            return source.attempt(reservation);
        }

        @Override
        public void wakeup() {
            source.wakeup();
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
