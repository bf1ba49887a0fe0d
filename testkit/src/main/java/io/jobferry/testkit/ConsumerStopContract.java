package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.JobConsumer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How {@link JobConsumer} ends, and what becomes of the jobs that it holds then. */
abstract class ConsumerStopContract extends ConsumerOutageContract {
    @Test
    void fault_25_stopping_waits_for_the_busy_handler_and_the_rest_goes_back_with_no_attempt_used() throws Exception {
        put("a", "b", "c", "d");
        CountDownLatch finish = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        JobConsumer consumer = start(OPTIONS, delivery -> {
            deliveries.add(delivery);
            finish.await();
            delivery.done();
            done.incrementAndGet();
        });
        next();

        consumer.stop();
        finish.countDown();
        boolean ended = consumer.awaitStop(SOON);

        assertThat(ended).isTrue();
        await().atMost(SOON).until(() -> count(JobState.READY) == 4 - done.get());
        assertThat(count(JobState.RESERVED)).isZero();
        JobConsumer other = start(OPTIONS, deliveries::add);
        assertThat(next().attempt()).isEqualTo(1);
        other.close();
    }

    @Test
    void a_handler_that_does_not_end_in_time_is_interrupted_and_its_job_goes_back_with_no_attempt_used()
            throws Exception {
        put("a");
        CountDownLatch interrupted = new CountDownLatch(1);
        JobConsumer consumer = start(OPTIONS, delivery -> {
            deliveries.add(delivery);
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        });
        Delivery delivery = next();

        boolean ended = consumer.awaitStop(Duration.ofMillis(50));

        assertThat(ended).isFalse();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        await().atMost(SOON).until(() -> count(JobState.READY) == 1);
        await().atMost(SOON).until(delivery::isLost);
        start(OPTIONS, deliveries::add);
        assertThat(next().attempt()).isEqualTo(1);
    }

    @Test
    void resumed_while_jobs_are_in_work_it_goes_on_with_those_that_waited() throws Exception {
        put("a", "b", "c");
        CountDownLatch finish = new CountDownLatch(1);
        JobConsumer consumer = start(OPTIONS, delivery -> {
            deliveries.add(delivery);
            finish.await();
            delivery.done();
        });
        next();

        consumer.suspend();
        consumer.resume();
        finish.countDown();

        next();
        next();
        awaitEmpty();
    }

    @Test
    void closing_an_idle_consumer_ends_its_lanes_by_themselves() throws Exception {
        JobConsumer consumer = start(OPTIONS.withLanes(3), deliveries::add);
        await().atMost(SOON).until(() -> backend.reserves.get() == 3);

        boolean ended = consumer.awaitStop(Duration.ZERO);

        assertThat(ended).isTrue();
    }
}
