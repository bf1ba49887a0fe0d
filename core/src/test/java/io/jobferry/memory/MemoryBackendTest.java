package io.jobferry.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.Job;
import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.Queues;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryBackendTest {
    private static List<Reservation> take(Backend backend) throws InterruptedException {
        return backend.source(List.of("q")).reserve(10, Duration.ZERO);
    }

    @Test
    void backends_of_one_name_share_their_queues_also_one_after_the_other() throws Exception {
        try (Backend first = Queues.open("memory://shared-by-test")) {
            first.sink("q").put(NewJob.of("kept"));
        }

        try (Backend second = Queues.open("memory://shared-by-test");
                Backend other = Queues.open("memory://other-of-test")) {
            assertThat(take(other)).isEmpty();
            assertThat(take(second)).hasSize(1);
        }
    }

    @Test
    void a_backend_without_a_name_has_queues_of_its_own() throws Exception {
        try (Backend first = Queues.open("memory:///");
                Backend second = Queues.open("memory:///")) {
            first.sink("q").put(NewJob.of("mine"));

            assertThat(take(second)).isEmpty();
            assertThat(take(first)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory://a/path", "memory://a?lease=1"})
    void what_the_uri_does_not_have_is_refused(String uri) {
        assertThatThrownBy(() -> Queues.open(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("memory URI");
    }

    @Test
    void the_dead_show_why_they_died() throws Exception {
        try (Backend backend = new MemoryBackend()) {
            backend.sink("q").put(NewJob.of("poison"));
            JobSource source = backend.source(List.of("q"));
            Reservation held = source.reserve(1, Duration.ZERO).get(0);

            source.settle(List.of(new Settlement(held, Outcome.dead("no handler"))));

            List<Job> dead = backend.admin("q").peek(JobState.DEAD, 1);
            assertThat(dead).hasSize(1);
            assertThat(dead.get(0).facts()).containsEntry("reason", "no handler");
        }
    }

    @Test
    void keys_of_two_stores_differ_where_ids_do_not() throws Exception {
        try (Backend first = new MemoryBackend();
                Backend second = new MemoryBackend()) {
            first.sink("q").put(NewJob.of("a"));
            second.sink("q").put(NewJob.of("a"));

            Job one = take(first).get(0).job();
            Job other = take(second).get(0).job();

            assertThat(one.id()).isEqualTo(other.id());
            assertThat(one.key()).isNotEqualTo(other.key());
        }
    }
}
