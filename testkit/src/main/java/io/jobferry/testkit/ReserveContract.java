package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The part of {@link SourceContract} about what goes in and what comes out: put, reserve, waiting, wakeup, and the
 * arguments of all of them.
 */
abstract class ReserveContract extends ContractFixture {
    /** A queue name that the backend refuses; the empty one unless overridden. */
    protected String badQueue() {
        return "";
    }

    /**
     * That these puts, in their order, told the ids of these jobs. To be overridden only where the server gives a job
     * its id when it is reserved (plain Redis lists): there a put tells an empty one.
     */
    protected void assertIds(List<PutResult> puts, List<Reservation> reserved) {
        assertThat(puts)
                .extracting(PutResult::id)
                .doesNotHaveDuplicates()
                .isEqualTo(reserved.stream()
                        .map(reservation -> reservation.job().id())
                        .toList());
    }

    @Test
    void a_job_that_is_put_is_reserved_with_its_queue_body_and_id() throws Exception {
        JobSink sink = closedAfter(sink(queue()));
        JobSource source = newSource();

        PutResult put = sink.put(NewJob.of("hello"));
        Reservation reservation = one(source);

        assertThat(put.kind()).isEqualTo(PutResult.Kind.PUT);
        assertIds(List.of(put), List.of(reservation));
        assertThat(reservation.job().queue()).isEqualTo(queue());
        assertThat(reservation.job().body()).isEqualTo(Body.utf8("hello"));
        assertThat(reservation.job().key()).isNotEmpty();
    }

    @Test
    void a_batch_is_put_and_reserved_in_its_order() throws Exception {
        String[] texts = IntStream.range(0, 500).mapToObj(i -> "job " + i).toArray(String[]::new);

        put(texts);

        assertThat(texts(many(newSource(), 500))).containsExactly(texts);
    }

    @Test
    void the_results_of_a_batch_have_an_id_for_each_job() throws Exception {
        JobSink sink = closedAfter(sink(queue()));

        List<PutResult> results = sink.put(List.of(NewJob.of("a"), NewJob.of("b"), NewJob.of("c")));

        assertThat(results).hasSize(3);
        assertIds(results, many(newSource(), 3));
    }

    @Test
    void an_empty_batch_has_no_results() {
        assertThat(closedAfter(sink(queue())).put(List.of())).isEmpty();
    }

    @Test
    void a_reserve_takes_what_lies_ready_but_not_more_than_max() throws Exception {
        put("a", "b", "c", "d", "e");
        JobSource source = newSource();

        List<Reservation> first = source.reserve(3, SOON);
        List<Reservation> rest = source.reserve(10, SOON);

        assertThat(texts(first)).containsExactly("a", "b", "c");
        assertThat(texts(rest)).containsExactly("d", "e");
    }

    @Test
    void a_reserve_without_a_wait_of_an_empty_queue_is_empty_at_once() throws Exception {
        JobSource source = newSource();

        assertThat(atOnce(() -> source.reserve(10, Duration.ZERO))).isEmpty();
    }

    @Test
    void a_reserve_of_an_empty_queue_is_empty_after_the_wait() throws Exception {
        JobSource source = newSource();
        long start = System.nanoTime();

        List<Reservation> jobs = source.reserve(1, Duration.ofSeconds(1));

        assertThat(jobs).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(950), Duration.ofMillis(2500));
    }

    @Test
    void a_waiting_reserve_is_woken_by_a_put() throws Exception {
        JobSource source = newSource();
        Future<List<Reservation>> waiting = waitingReserve(source);

        put("late");

        assertThat(texts(soon(waiting))).containsExactly("late");
    }

    @Test
    void fault_13_and_14_a_body_comes_back_byte_by_byte() throws Exception {
        byte[] all = new byte[256];
        IntStream.range(0, 256).forEach(i -> all[i] = (byte) i);
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        lines.writeBytes(all);
        lines.writeBytes("\r\nRESERVED 1 2\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        Body odd = Body.of(lines.toByteArray());
        Body empty = Body.of(new byte[0]);
        Body big = Body.of(new byte[60_000]);
        JobSink sink = closedAfter(sink(queue()));

        sink.put(List.of(NewJob.of(odd), NewJob.of(empty), NewJob.of(big)));

        assertThat(many(newSource(), 3))
                .extracting(reservation -> reservation.job().body())
                .containsExactly(odd, empty, big);
    }

    @Test
    void the_first_delivery_is_attempt_1() throws Exception {
        put("first");
        JobSource source = newSource();

        assertThat(source.attempt(one(source))).isEqualTo(1);
    }

    @Test
    void wakeup_ends_a_waiting_reserve_with_nothing() throws Exception {
        JobSource source = newSource();
        Future<List<Reservation>> waiting = waitingReserve(source);

        source.wakeup();

        assertThat(soon(waiting)).isEmpty();
        put("after");
        assertThat(text(one(source))).isEqualTo("after");
    }

    @Test
    void wakeup_before_a_reserve_ends_the_next_one_that_waits() throws Exception {
        JobSource source = newSource();
        source.reserve(1, Duration.ZERO);

        source.wakeup();

        assertThat(soon(onAnotherThread(() -> source.reserve(1, JobSource.MAX_WAIT))))
                .isEmpty();
    }

    @Test
    void close_ends_a_waiting_reserve() throws Exception {
        JobSource source = newSource();
        Future<?> waiting = onAnotherThread(() -> reserveUntilClosed(source));
        assertWaits(waiting);

        source.close();

        assertThat(soon(waiting)).isEqualTo(List.of());
    }

    private static List<Reservation> reserveUntilClosed(JobSource source) throws InterruptedException {
        try {
            return source.reserve(1, JobSource.MAX_WAIT);
        } catch (QueueException e) {
            assertThat(e.kind()).isEqualTo(QueueException.Kind.CLOSED);
            return List.of();
        }
    }

    @Test
    void a_closed_source_and_a_closed_sink_say_so() {
        JobSource source = newSource();
        JobSink sink = closedAfter(sink(queue()));
        source.close();
        sink.close();

        assertClosed(() -> source.reserve(1, Duration.ZERO));
        assertClosed(() -> sink.put(NewJob.of("late")));
    }

    @Test
    void an_interrupt_before_a_reserve_ends_it() {
        JobSource source = newSource();

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> source.reserve(1, JobSource.MAX_WAIT)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void jobs_of_several_queues_name_their_own() throws Exception {
        putInto(queue("a"), PutOptions.none(), "in a");
        putInto(queue("b"), PutOptions.none(), "in b");
        JobSource source = newSource(queue("a"), queue("b"));

        List<Reservation> jobs = many(source, 2);

        assertThat(jobs)
                .extracting(reservation ->
                        text(reservation) + " from " + reservation.job().queue())
                .containsExactlyInAnyOrder("in a from " + queue("a"), "in b from " + queue("b"));
    }

    @Test
    void a_waiting_reserve_of_several_queues_is_woken_by_each() throws Exception {
        JobSource source = newSource(queue("a"), queue("b"));

        for (String name : List.of(queue("b"), queue("a"))) {
            Future<List<Reservation>> waiting = waitingReserve(source);
            putInto(name, PutOptions.none(), "job");
            assertThat(soon(waiting))
                    .extracting(reservation -> reservation.job().queue())
                    .containsExactly(name);
        }
    }

    @Test
    void bad_arguments_are_refused() {
        JobSource source = newSource();

        assertRefused(() -> source.reserve(0, Duration.ZERO));
        assertRefused(() -> source.reserve(1, Duration.ofMillis(-1)));
        assertRefused(() -> source.reserve(1, JobSource.MAX_WAIT.plusMillis(1)));
        assertRefused(() -> source(List.of()));
        assertRefused(() -> source(List.of(badQueue())));
        assertRefused(() -> sink(badQueue()));
    }

    @Test
    void foreign_put_options_are_refused_by_name_and_nothing_is_put() throws Exception {
        record Foreign(Duration delay) implements PutOptions {}
        JobSink sink = closedAfter(sink(queue()));
        NewJob good = NewJob.of("good");
        NewJob bad = new NewJob(Body.utf8("bad"), new Foreign(Duration.ZERO));

        assertThatThrownBy(() -> sink.put(List.of(good, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Foreign");

        assertNothingLeft(newSource());
    }
}
