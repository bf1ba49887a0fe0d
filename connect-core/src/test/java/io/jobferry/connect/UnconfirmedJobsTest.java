package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnconfirmedJobsTest {
    private final UnconfirmedJobs jobs = new UnconfirmedJobs(new Forgetful(), SourcePosition.Unconfirmed.NONE);

    @Test
    void a_job_that_is_deleted_while_a_reserve_is_under_way_is_known_when_that_brings_it() {
        jobs.add("a");

        jobs.reserving();
        jobs.confirmed("a");

        assertThat(jobs.has("a")).isTrue();
        assertThat(jobs.size()).as("it takes no room").isZero();
    }

    @Test
    void a_job_that_was_deleted_before_a_reserve_is_forgotten_with_it() {
        jobs.add("a");
        jobs.confirmed("a");

        jobs.reserving();

        assertThat(jobs.has("a")).isFalse();
    }

    @Test
    void a_job_that_was_never_in_kafka_is_not_known_because_it_was_deleted() {
        jobs.reserving();

        jobs.confirmed("a");

        assertThat(jobs.has("a")).isFalse();
    }

    @Test
    void they_are_being_deleted_until_the_server_has_answered_for_each() {
        jobs.add("a");
        jobs.add("b");

        jobs.confirmed("a");
        assertThat(jobs.isDeleting()).isTrue();
        jobs.doubt("b");

        assertThat(jobs.isDeleting()).as("of b there is no answer to come").isFalse();
        assertThat(jobs.size()).as("b takes room still").isEqualTo(1);
    }

    /** A server that has every job no more. */
    private static final class Forgetful implements DoneJobs {
        @Override
        public Set<String> forget(List<String> keys, Instant taken) {
            return Set.of();
        }

        @Override
        public Optional<String> risk() {
            return Optional.empty();
        }
    }
}
