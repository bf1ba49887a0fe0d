package io.jobferry.handlers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.QueueAdmin;
import io.jobferry.consume.Delivery;
import io.jobferry.memory.MemoryBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FunnelTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Backend backend = new MemoryBackend();
    private final QueueAdmin mail = backend.admin("mail");

    @AfterEach
    void close() {
        backend.close();
    }

    @Test
    void the_jobs_of_many_queues_come_out_in_one_place() throws Exception {
        try (Funnel funnel = Funnel.open(backend, List.of("mail", "sms"))) {
            funnel.put("mail", NewJob.of("hello"));
            funnel.put("sms", NewJob.of("hi"));

            List<String> taken = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                Delivery delivery = funnel.take(LONG).orElseThrow();
                taken.add(delivery.job().queue() + " " + delivery.job().body().utf8());
                delivery.done();
            }

            assertThat(taken).containsExactlyInAnyOrder("mail hello", "sms hi");
        }
    }

    @Test
    void many_producers_put_into_one_queue() throws Exception {
        Set<String> taken = ConcurrentHashMap.newKeySet();
        try (Funnel funnel = Funnel.open(backend, List.of("mail"))) {
            List<Thread> producers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                NewJob job = NewJob.of("from " + i);
                producers.add(new Thread(() -> funnel.put("mail", job)));
            }
            producers.forEach(Thread::start);

            for (int i = 0; i < 4; i++) {
                Delivery delivery = funnel.take(LONG).orElseThrow();
                taken.add(delivery.job().body().utf8());
                delivery.done();
            }
        }

        assertThat(taken).containsExactlyInAnyOrder("from 0", "from 1", "from 2", "from 3");
    }

    @Test
    void a_job_is_ours_until_it_is_ended() throws Exception {
        try (Funnel funnel = Funnel.open(backend, List.of("mail"))) {
            funnel.put("mail", NewJob.of("hello"));

            Delivery delivery = funnel.take(LONG).orElseThrow();

            assertThat(mail.stats().reserved()).hasValue(1);
            delivery.done();
            await().until(() -> mail.stats().reserved().getAsLong() == 0);
        }
    }

    @Test
    void nothing_comes_out_of_empty_queues() throws Exception {
        try (Funnel funnel = Funnel.open(backend, List.of("mail"))) {
            assertThat(funnel.take(Duration.ofMillis(10))).isEmpty();
        }
    }

    @Test
    void what_nobody_took_and_what_was_not_ended_goes_back_at_the_close_and_uses_no_attempt() throws Exception {
        Funnel funnel = Funnel.open(backend, List.of("mail"));
        funnel.put("mail", NewJob.of("taken"));
        assertThat(funnel.take(LONG)).isPresent();
        funnel.put("mail", NewJob.of("not taken"));

        funnel.close();

        await().until(() -> mail.stats().ready().getAsLong() == 2);
        assertThat(mail.peek(JobState.READY, 2))
                .allSatisfy(job -> assertThat(job.attempt()).hasValue(1));
    }
}
