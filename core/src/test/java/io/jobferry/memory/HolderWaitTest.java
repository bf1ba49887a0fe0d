package io.jobferry.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Body;
import io.jobferry.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting with a thread. */
class HolderWaitTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void put(JobStore store, String text, Duration delay, Duration lease) {
        store.put("q", Body.utf8(text), 0, delay, lease);
    }

    private Future<List<JobView>> waiting(JobStore store, int waiters) {
        Holder holder = store.holder();
        holder.watch("q");
        Future<List<JobView>> reserve = threads.submit(() -> holder.reserve(10, LONG));
        await().pollInterval(Duration.ofMillis(1)).until(() -> store.counts().waiting() == waiters);
        return reserve;
    }

    @Test
    void a_clock_that_jumps_wakes_who_waits_for_a_delay() throws Exception {
        SettableClock clock = new SettableClock();
        JobStore store = new JobStore(clock::nanoTime);
        clock.onAdvance(store::catchUp);
        Future<List<JobView>> reserve = waiting(store, 1);
        put(store, "later", MINUTE, MINUTE);

        clock.advance(MINUTE);

        // The wait of 20 s is over on this clock too: a job that is due is not lost for it.
        assertThat(reserve.get(5, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void whoever_keeps_the_time_passes_it_on() throws Exception {
        JobStore store = new JobStore();
        Future<List<JobView>> first = waiting(store, 1);
        Future<List<JobView>> second = waiting(store, 2);
        put(store, "soon", Duration.ofMillis(20), MINUTE);
        put(store, "later", Duration.ofMillis(60), MINUTE);

        assertThat(first.get(5, TimeUnit.SECONDS))
                .extracting(job -> job.body().utf8())
                .containsExactly("soon");
        assertThat(second.get(5, TimeUnit.SECONDS))
                .extracting(job -> job.body().utf8())
                .containsExactly("later");
    }

    @Test
    void the_end_of_a_lease_wakes_who_waits() throws Exception {
        JobStore store = new JobStore();
        Future<List<JobView>> first = waiting(store, 1);
        Future<List<JobView>> second = waiting(store, 2);

        put(store, "slow", Duration.ZERO, Duration.ofMillis(50));

        assertThat(first.get(5, TimeUnit.SECONDS)).hasSize(1);
        assertThat(second.get(5, TimeUnit.SECONDS))
                .extracting(JobView::timeouts)
                .containsExactly(1);
    }

    @Test
    void an_interrupted_wait_loses_no_job() throws Exception {
        for (int round = 0; round < 200; round++) {
            JobStore store = new JobStore();
            Future<List<JobView>> reserve = waiting(store, 1);

            // The job comes and the interrupt comes, in either order.
            Future<?> put = threads.submit(() -> put(store, "a", Duration.ZERO, MINUTE));
            boolean cancelled = reserve.cancel(true);
            put.get(5, TimeUnit.SECONDS);

            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> store.counts().waiting() == 0);
            StoreCounts counts = store.counts();
            assertThat(counts.ready() + counts.reserved()).isEqualTo(1);
            assertThat(cancelled || counts.reserved() == 1).isTrue();
        }
    }

    @Test
    void a_hundred_thousand_jobs_through_eight_holders_come_once_each() throws Exception {
        JobStore store = new JobStore();
        int jobs = 100_000;
        List<Future<Set<Long>>> workers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            workers.add(threads.submit(() -> work(store)));
        }

        for (int i = 0; i < jobs; i++) {
            put(store, "job", Duration.ZERO, MINUTE);
        }

        Set<Long> all = new HashSet<>();
        int done = 0;
        for (Future<Set<Long>> worker : workers) {
            Set<Long> own = worker.get(60, TimeUnit.SECONDS);
            done += own.size();
            all.addAll(own);
        }
        assertThat(done).isEqualTo(jobs);
        assertThat(all).hasSize(jobs);
        assertThat(store.counts().queues()).isZero();
    }

    private static Set<Long> work(JobStore store) throws InterruptedException {
        Set<Long> done = new HashSet<>();
        try (Holder holder = store.holder()) {
            holder.watch("q");
            List<JobView> jobs = holder.reserve(100, LONG);
            while (!jobs.isEmpty()) {
                for (JobView job : jobs) {
                    if (holder.delete(job.id())) {
                        done.add(job.id());
                    }
                }
                jobs = holder.reserve(100, Duration.ofMillis(500));
            }
        }
        return done;
    }
}
