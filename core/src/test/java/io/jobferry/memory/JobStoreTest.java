package io.jobferry.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Body;
import io.jobferry.JobState;
import io.jobferry.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobStoreTest {
    private static final Duration NOW = Duration.ZERO;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SettableClock clock = new SettableClock();
    private final JobStore store = new JobStore(clock::nanoTime);
    private final Holder holder = holderOf("q");

    private Holder holderOf(String... queues) {
        Holder made = store.holder();
        for (String queue : queues) {
            made.watch(queue);
        }
        return made;
    }

    private long put(String text) {
        return store.put("q", Body.utf8(text), 1000, NOW, MINUTE);
    }

    private static List<String> texts(List<JobView> jobs) {
        return jobs.stream().map(job -> job.body().utf8()).toList();
    }

    @Test
    void the_most_urgent_of_all_watched_queues_comes_first_and_among_equals_the_oldest() {
        store.put("q", Body.utf8("5 old"), 5, NOW, MINUTE);
        store.put("other", Body.utf8("5 new"), 5, NOW, MINUTE);
        store.put("other", Body.utf8("1"), 1, NOW, MINUTE);
        store.put("unwatched", Body.utf8("0"), 0, NOW, MINUTE);

        List<JobView> jobs = holderOf("other", "q").reserve(10);

        assertThat(texts(jobs)).containsExactly("1", "5 old", "5 new");
    }

    @Test
    void a_delay_ends_exactly_when_it_is_over() {
        store.put("q", Body.utf8("later"), 0, SECOND, MINUTE);

        clock.advance(SECOND.minusNanos(1));
        List<JobView> early = holder.reserve(1);
        clock.advance(Duration.ofNanos(1));
        List<JobView> late = holder.reserve(1);

        assertThat(early).isEmpty();
        assertThat(texts(late)).containsExactly("later");
    }

    @Test
    void a_lease_that_ends_makes_the_job_ready_and_is_counted() {
        long id = put("slow");
        holder.reserve(1);

        clock.advance(MINUTE);

        JobView job = store.find(id).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.READY);
        assertThat(job.timeouts()).isEqualTo(1);
        assertThat(job.attempt()).isEqualTo(2);
        assertThat(store.counts().timeouts()).isEqualTo(1);
    }

    @Test
    void a_touch_begins_the_lease_anew() {
        long id = put("long");
        holder.reserve(1);

        clock.advance(SECOND.multipliedBy(59));
        boolean touched = holder.touch(id);
        clock.advance(SECOND.multipliedBy(59));

        assertThat(touched).isTrue();
        assertThat(store.find(id).orElseThrow().state()).isEqualTo(JobState.RESERVED);
        assertThat(holder.firstLeaseEndNanos() - clock.nanoTime()).isEqualTo(SECOND.toNanos());
        clock.advance(SECOND);
        assertThat(holder.touch(id)).isFalse();
    }

    @Test
    void after_its_lease_a_job_can_only_be_deleted_and_only_while_nobody_else_holds_it() {
        long free = put("free");
        long taken = put("taken");
        holder.reserve(2);
        clock.advance(MINUTE);
        store.holder().reserveJob(taken);

        assertThat(holder.release(free, 0, NOW)).isFalse();
        assertThat(holder.bury(free, 0, "")).isFalse();
        assertThat(holder.giveBack(free)).isFalse();
        assertThat(holder.delete(free)).isTrue();
        assertThat(holder.delete(taken)).isFalse();
    }

    @Test
    void a_closed_holder_gives_back_what_it_holds_and_counts_nothing() {
        long id = put("a");
        holder.reserve(1);

        holder.close();

        JobView job = store.find(id).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.READY);
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.reserves()).isEqualTo(1);
        assertThat(holder.reserve(1)).isEmpty();
    }

    @Test
    void a_release_counts_and_sets_priority_and_delay() {
        long id = put("again");
        holder.reserve(1);

        holder.release(id, 7, SECOND);

        JobView job = store.find(id).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.DELAYED);
        assertThat(job.priority()).isEqualTo(7);
        assertThat(job.timeLeft()).isEqualTo(SECOND);
        assertThat(job.attempt()).isEqualTo(2);
    }

    @Test
    void the_dead_come_back_in_the_order_in_which_they_died() {
        long first = put("first");
        long second = put("second");
        holder.reserve(2);
        holder.bury(second, 1000, "bad");
        holder.bury(first, 1000, "worse");

        List<String> shown = texts(store.peek("q", JobState.DEAD, 10));
        long kicked = store.kick("q", JobState.DEAD, 1);

        assertThat(shown).containsExactly("second", "first");
        assertThat(kicked).isEqualTo(1);
        assertThat(store.find(second).orElseThrow().state()).isEqualTo(JobState.READY);
        assertThat(store.find(first).orElseThrow().reason()).isEqualTo("worse");
    }

    @Test
    void a_paused_queue_gives_nothing_until_the_pause_is_over() {
        put("a");

        store.pause("q", SECOND);
        List<JobView> paused = holder.reserve(1);
        Duration left = store.counts("q").orElseThrow().pauseLeft();
        clock.advance(SECOND);

        assertThat(paused).isEmpty();
        assertThat(left).isEqualTo(SECOND);
        assertThat(holder.reserve(1)).hasSize(1);
    }

    @Test
    void who_waits_is_rung_for_the_job_in_the_order_of_waiting() {
        List<String> rung = new ArrayList<>();
        Holder first = store.holder(() -> rung.add("first"));
        Holder second = store.holder(() -> rung.add("second"));
        first.watch("q");
        second.watch("q");
        first.startWaiting();
        second.startWaiting();

        put("a");
        put("b");

        assertThat(rung).containsExactly("first", "second");
        assertThat(first.handed().orElseThrow().body().utf8()).isEqualTo("a");
        assertThat(second.handed().orElseThrow().body().utf8()).isEqualTo("b");
        assertThat(second.handed()).isEmpty();
    }

    @Test
    void a_job_that_was_handed_over_and_not_taken_up_before_its_lease_ended_is_not_handed_over() {
        Holder late = holderOf("q");
        late.startWaiting();
        put("a");

        clock.advance(MINUTE);

        assertThat(late.handed()).isEmpty();
        assertThat(texts(holder.reserve(1))).containsExactly("a");
    }

    @Test
    void a_queue_is_there_while_it_has_a_job_a_user_or_a_watcher() {
        Holder tied = store.holder();
        tied.use("used");
        tied.watch("watched");
        store.keep("kept");
        long id = store.put("full", Body.utf8("a"), 0, NOW, MINUTE);
        List<String> before = store.queues();

        tied.close();
        holder.delete(id);

        assertThat(before).containsExactly("q", "used", "watched", "kept", "full");
        assertThat(store.queues()).containsExactly("q", "kept");
    }

    @Test
    void the_next_due_time_is_that_of_the_first_delay_lease_or_pause() {
        store.put("q", Body.utf8("later"), 0, MINUTE, MINUTE);
        long delay = store.nextDueNanos() - clock.nanoTime();
        store.pause("q", SECOND);
        long pause = store.nextDueNanos() - clock.nanoTime();
        store.purge("q", JobState.DELAYED, 10);
        clock.advance(MINUTE);

        assertThat(delay).isEqualTo(MINUTE.toNanos());
        assertThat(pause).isEqualTo(SECOND.toNanos());
        assertThat(store.nextDueNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_delay_longer_than_any_life_does_not_overflow() {
        store.put("q", Body.utf8("never"), 0, Duration.ofSeconds(Long.MAX_VALUE), Duration.ofSeconds(Long.MAX_VALUE));

        clock.advance(Duration.ofDays(365 * 50));

        assertThat(store.counts("q").orElseThrow().delayed()).isEqualTo(1);
        assertThat(holder.reserve(1)).isEmpty();
    }

    @Test
    void a_lease_of_nothing_is_refused() {
        assertThatThrownBy(() -> store.put("q", Body.utf8("a"), 0, NOW, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lease is not above zero");
    }
}
