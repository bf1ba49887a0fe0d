package io.jobferry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.FailoverSink.OnUnknown;
import io.jobferry.testing.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class FailoverSinkTest {
    private final SettableClock clock = new SettableClock();
    private final Server first = new Server();
    private final Server second = new Server();

    @Test
    void batches_go_to_the_servers_in_turn() {
        JobSink sink = sink(OnUnknown.REPORT);

        sink.put(jobs("a"));
        sink.put(jobs("b"));
        sink.put(jobs("c"));

        assertThat(first.got).containsExactly("a", "c");
        assertThat(second.got).containsExactly("b");
    }

    @Test
    void fault_18_what_a_draining_server_refuses_goes_to_the_next() {
        first.answers = () -> PutResult.refused("DRAINING");

        List<PutResult> results = sink(OnUnknown.REPORT).put(jobs("a", "b"));

        assertThat(results).extracting(PutResult::kind).containsOnly(PutResult.Kind.PUT);
        assertThat(second.got).containsExactly("a", "b");
    }

    @Test
    void what_every_server_refuses_is_refused() {
        first.answers = () -> PutResult.refused("DRAINING");
        second.answers = () -> PutResult.refused("OUT_OF_MEMORY");

        assertThat(sink(OnUnknown.REPORT).put(jobs("a"))).containsExactly(PutResult.refused("OUT_OF_MEMORY"));
    }

    @Test
    void fault_15_what_is_too_big_for_one_server_goes_to_the_next_whose_limit_may_be_another() {
        first.answers = () -> PutResult.tooBig("JOB_TOO_BIG");

        List<PutResult> results = sink(OnUnknown.REPORT).put(jobs("a"));

        assertThat(results).extracting(PutResult::kind).containsExactly(PutResult.Kind.PUT);
        assertThat(second.got).containsExactly("a");
    }

    @Test
    void what_is_too_big_stays_so_whatever_the_others_refuse_it_for_or_if_they_are_away() {
        PutResult tooBig = PutResult.tooBig("JOB_TOO_BIG");
        JobSink sink = sink(OnUnknown.REPORT);
        first.answers = () -> tooBig;
        second.answers = () -> PutResult.refused("DRAINING");

        List<PutResult> toldFirst = sink.put(jobs("a"));
        List<PutResult> toldLast = sink.put(jobs("b"));
        second.isDown = true;
        List<PutResult> toldAlone = sink.put(jobs("c"));

        assertThat(List.of(toldFirst, toldLast, toldAlone)).containsOnly(List.of(tooBig));
    }

    @Test
    void fault_20_a_buried_job_is_not_put_again() {
        first.answers = () -> PutResult.buried("1");

        assertThat(sink(OnUnknown.REPORT).put(jobs("a"))).containsExactly(PutResult.buried("1"));
        assertThat(second.got).isEmpty();
    }

    @Test
    void fault_07_a_job_of_unknown_fate_is_put_again_only_where_told_so() {
        first.answers = () -> PutResult.unknown("broke");

        assertThat(sink(OnUnknown.REPORT).put(jobs("a")).get(0).kind()).isEqualTo(PutResult.Kind.UNKNOWN);
        assertThat(second.got).isEmpty();

        assertThat(sink(OnUnknown.PUT_AGAIN).put(jobs("b")).get(0).kind()).isEqualTo(PutResult.Kind.PUT);
        assertThat(second.got).containsExactly("b");
    }

    @Test
    void a_refusal_elsewhere_does_not_make_an_unknown_fate_known() {
        first.answers = () -> PutResult.unknown("broke");
        second.answers = () -> PutResult.refused("DRAINING");

        assertThat(sink(OnUnknown.PUT_AGAIN).put(jobs("a")).get(0).kind()).isEqualTo(PutResult.Kind.UNKNOWN);

        second.answers = () -> PutResult.tooBig("JOB_TOO_BIG");

        assertThat(sink(OnUnknown.PUT_AGAIN).put(jobs("b")).get(0).kind()).isEqualTo(PutResult.Kind.UNKNOWN);
    }

    @Test
    void a_server_that_cannot_be_reached_is_tried_last_for_a_while() {
        JobSink sink = sink(OnUnknown.REPORT);
        first.isDown = true;
        sink.put(jobs("a"));
        sink.put(jobs("b"));
        sink.put(jobs("c"));
        int triesWhileResting = first.tries;

        clock.advance(Duration.ofSeconds(6));
        sink.put(jobs("d"));
        sink.put(jobs("e"));

        assertThat(triesWhileResting).isEqualTo(1);
        assertThat(first.tries).isEqualTo(2);
        assertThat(second.got).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void when_no_server_can_be_reached_it_says_so() {
        first.isDown = true;
        second.isDown = true;

        assertThatThrownBy(() -> sink(OnUnknown.REPORT).put(jobs("a"))).isInstanceOf(QueueException.class);
    }

    @Test
    void one_sink_at_least_is_needed() {
        assertThatThrownBy(() -> new FailoverSink(List.of(), OnUnknown.REPORT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private JobSink sink(OnUnknown onUnknown) {
        return new FailoverSink(List.of(first, second), onUnknown, clock::nanoTime);
    }

    private static List<NewJob> jobs(String... bodies) {
        return List.of(bodies).stream().map(NewJob::of).toList();
    }

    /** Takes every job, unless told otherwise. */
    private static final class Server implements JobSink {
        final List<String> got = new ArrayList<>();
        int tries;
        boolean isDown;
        Supplier<PutResult> answers = () -> PutResult.put("1");

        @Override
        public List<PutResult> put(List<NewJob> jobs) {
            tries++;
            if (isDown) {
                throw new QueueException(QueueException.Kind.UNREACHABLE, "no connection");
            }
            List<PutResult> results = jobs.stream().map(job -> answers.get()).toList();
            jobs.forEach(job -> got.add(job.body().utf8()));
            return results;
        }

        @Override
        public void close() {}
    }
}
