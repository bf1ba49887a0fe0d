package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobLimits;
import io.jobferry.JobState;
import io.jobferry.PutOptions;
import io.jobferry.consume.Backoff;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.FailurePolicy;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What {@link JobConsumer} makes of jobs that say themselves how often, how soon and how long they are worked on, on every
 * backend whose jobs can.
 */
public abstract class JobLimitsContract extends ConsumerFixture {
    /** The lease of jobs that are to outlive it. */
    protected static final Duration SHORT_LEASE = SourceContract.SHORT_LEASE;

    /** Put options with these limits and, where a job has one, a lease of {@link #SHORT_LEASE}. */
    protected abstract PutOptions limited(JobLimits limits);

    @Test
    void a_job_has_fewer_attempts_than_the_policy_gives_if_it_says_so() {
        put("a", JobLimits.NONE.withMaxAttempts(2));

        start(FailurePolicy.retry(5, AT_ONCE), JobLimitsContract::fails);

        await().atMost(SOON).until(() -> count(JobState.DEAD) == 1);
        assertThat(listener.failed).containsExactly(1, 2);
    }

    @Test
    void a_job_has_more_attempts_than_the_policy_gives_if_it_says_so() {
        put("a", JobLimits.NONE.withMaxAttempts(4));

        start(FailurePolicy.retry(1, AT_ONCE), JobLimitsContract::fails);

        await().atMost(SOON).until(() -> count(JobState.DEAD) == 1);
        assertThat(listener.failed).containsExactly(1, 2, 3, 4);
    }

    @Test
    void a_job_brought_back_from_the_dead_has_one_attempt_more_and_its_count_goes_on() {
        put("a", JobLimits.NONE.withMaxAttempts(1));
        start(FailurePolicy.retry(5, AT_ONCE), JobLimitsContract::fails);
        await().atMost(SOON).until(() -> count(JobState.DEAD) == 1);

        try (var admin = backend.admin(queue)) {
            admin.redrive(1);
        }

        await().atMost(SOON).until(() -> listener.failed.size() == 2);
        await().atMost(SOON).until(() -> count(JobState.DEAD) == 1);
    }

    @Test
    void the_next_delay_grows_from_the_last_that_the_job_tells() {
        put("a", JobLimits.NONE.withMaxAttempts(2).withBackoff(Duration.ofSeconds(40)));

        start(FailurePolicy.retry(5, Backoff.RETRY), JobLimitsContract::fails);

        await().atMost(SOON).until(() -> count(JobState.DELAYED) == 1);
        assertThat(listener.delays.element()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(120));
    }

    @Test
    void past_its_handle_timeout_a_job_is_not_extended_and_the_handlers_thread_is_told() throws Exception {
        put("slow", JobLimits.NONE.withHandleTimeout(SHORT_LEASE.multipliedBy(2)));
        CountDownLatch interrupted = new CountDownLatch(1);

        start(FailurePolicy.dead(), JobHandler.interruptedAtLoss(delivery -> {
            deliveries.add(delivery);
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
        }));

        Delivery delivery = next();
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(delivery.isLost()).isTrue();
        assertThat(delivery.extend()).isFalse();
    }

    @Test
    void a_handler_that_saw_nothing_of_its_interrupt_leaves_none_to_the_next_job() throws Exception {
        put("slow", JobLimits.NONE.withMaxAttempts(1).withHandleTimeout(SHORT_LEASE));
        BlockingQueue<Boolean> interrupts = new LinkedBlockingQueue<>();

        start(FailurePolicy.dead(), JobHandler.interruptedAtLoss(delivery -> {
            if (delivery.job().body().utf8().equals("slow")) {
                await().atMost(SOON).until(delivery::isLost);
            } else {
                interrupts.add(Thread.currentThread().isInterrupted());
            }
            deliveries.add(delivery);
            delivery.done();
        }));
        next();
        put("next", JobLimits.NONE);

        assertThat(interrupts.poll(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void who_holds_a_job_without_a_thread_is_called_when_its_time_is_over_and_at_once_if_it_is() throws Exception {
        put("slow", JobLimits.NONE.withHandleTimeout(SHORT_LEASE));
        start(FailurePolicy.dead(), deliveries::add);
        Delivery delivery = next();
        CountDownLatch told = new CountDownLatch(2);

        delivery.onLost(told::countDown);
        await().atMost(SOON).until(delivery::isLost);
        delivery.onLost(told::countDown);

        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_jobs_handle_timeout_outranks_the_longest_lease_of_the_options() throws Exception {
        put("a", JobLimits.NONE.withHandleTimeout(Duration.ofHours(2)));
        start(
                ConsumerOptions.DEFAULT.withMaxLease(Duration.ZERO).withFailurePolicy(FailurePolicy.dead()),
                deliveries::add);
        Delivery delivery = next();

        await().atMost(SOON).until(() -> backend.extensions.get() >= 5);

        assertThat(delivery.isLost()).isFalse();
        assertThat(count(JobState.RESERVED)).isEqualTo(1);
    }

    private static void fails(Delivery delivery) {
        throw new IllegalStateException("no");
    }

    private void start(FailurePolicy policy, JobHandler handler) {
        start(ConsumerOptions.DEFAULT.withFailurePolicy(policy), handler);
    }

    private void put(String body, JobLimits limits) {
        put(limited(limits), body);
    }
}
