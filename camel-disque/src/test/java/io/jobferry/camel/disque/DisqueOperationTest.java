package io.jobferry.camel.disque;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.jobferry.Body;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.disque.DisqueJobInfo;
import io.jobferry.disque.DisqueJobInfo.State;
import io.jobferry.disque.DisquePut;
import io.jobferry.disque.DisqueQueueInfo;
import io.jobferry.disque.DisqueTopology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All commands but put. */
class DisqueOperationTest extends DisqueOperationFixture {
    private static final String NOBODYS_ID = "D-12345678-AAAAAAAAAAAAAAAAAAAAAAAA-05a1";

    @ParameterizedTest
    @ValueSource(strings = {"ack", "ACKJOB", "fastAck", "FASTACK", "delJob"})
    void a_job_that_is_acknowledged_by_its_id_is_gone(String operation) {
        String id = put("x");

        Exchange exchange = operate(operation, null, id);

        assertThat(result(exchange)).isEqualTo(1L);
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void several_ids_are_one_command() {
        List<String> ids = routes.put("a", "x", "y", "z");

        Exchange exchange = operate("fastAck", "still there", ids.subList(0, 2));

        assertThat(result(exchange)).isEqualTo(2L);
        assertThat(exchange.getMessage().getBody()).isEqualTo("still there");
        assertThat(routes.count("a")).isEqualTo(1);
    }

    @Test
    void what_another_holds_is_sent_back_and_counted_by_nack() {
        String id = put("x");
        take();

        Exchange exchange = operate("nack", null, id);

        assertThat(result(exchange)).isEqualTo(1L);
        assertThat(show(id).nacks()).isEqualTo(1);
        assertThat(show(id).state()).isEqualTo(State.QUEUED);
        assertThat(result(operate("nack", null, id))).isEqualTo(0L);
    }

    @Test
    void nobody_waits_for_a_nack_of_what_another_holds() {
        String id = put("x");
        take();

        Exchange exchange = routes.send(
                "disque:a?operation=nack",
                null,
                Map.of(DisqueConstants.JOB_ID, id, DisqueConstants.DELAY, Duration.ofSeconds(5)));

        assertThat(exchange.getException()).hasMessageContaining("PT5S").hasMessageContaining(id);
        assertThat(show(id).nacks()).isZero();
    }

    @Test
    void working_begins_a_lease_anew_and_says_for_how_many() {
        String id = put("x");
        take();

        assertThat(result(operate("working", null, id))).isEqualTo(1L);
        assertThat(result(operate("working", null, NOBODYS_ID))).isEqualTo(0L);
    }

    @Test
    void jobs_leave_the_queue_and_come_back() {
        String id = put("x");

        assertThat(result(operate("dequeue", null, id))).isEqualTo(1L);
        assertThat(routes.count("a", JobState.READY)).isZero();
        assertThat(result(operate("enqueue", null, id))).isEqualTo(1L);
        assertThat(routes.count("a", JobState.READY)).isEqualTo(1);
    }

    @Test
    void show_tells_of_a_job_or_that_there_is_none() {
        String id = put("x");

        Exchange shown = operate("show", null, id);
        Exchange none = operate("show", "before", NOBODYS_ID);

        assertThat(shown.getMessage().getBody())
                .asInstanceOf(type(DisqueJobInfo.class))
                .satisfies(job -> assertThat(job.body()).isEqualTo(Body.utf8("x")));
        assertThat(result(shown)).isEqualTo("OK");
        assertThat(none.getMessage().getBody()).isNull();
        assertThat(result(none)).isEqualTo("NOT_FOUND");
    }

    @Test
    void a_queue_tells_its_length_and_its_figures() {
        routes.put("a", "x", "y");

        assertThat(operate("qlen").getMessage().getBody()).isEqualTo(2L);
        assertThat(operate("qstat").getMessage().getBody())
                .asInstanceOf(type(DisqueQueueInfo.class))
                .satisfies(queue -> assertThat(queue.jobsIn()).isEqualTo(2));
        assertThat(result(routes.send("disque:none?operation=qstat", null, Map.of())))
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void qpeek_shows_jobs_and_leaves_them() {
        List<String> ids = routes.put("a", "x", "y", "z");

        Exchange oldest = routes.send("disque:a?operation=qpeek", 2, Map.of());

        assertThat(oldest.getMessage().getHeader(DisqueConstants.JOB_ID)).isEqualTo(ids.subList(0, 2));
        assertThat(oldest.getMessage().getBody())
                .asInstanceOf(LIST)
                .containsExactly("x".getBytes(UTF_8), "y".getBytes(UTF_8));
        assertThat(routes.count("a")).isEqualTo(3);
    }

    @Test
    void scans_bring_a_page_and_the_cursor_of_the_next() {
        routes.put("a", "x", "y");
        routes.put("b", "z");

        Exchange queues = operate("qscan");
        Exchange jobs = operate("jscan");

        assertThat(queues.getMessage().getBody()).asInstanceOf(LIST).containsExactlyInAnyOrder("a", "b");
        assertThat(jobs.getMessage().getBody()).asInstanceOf(LIST).hasSize(2);
        assertThat(jobs.getMessage().getHeader(DisqueConstants.CURSOR)).isEqualTo("0");
    }

    @Test
    void a_scan_goes_on_at_its_cursor() {
        routes.put(
                "a",
                IntStream.range(0, 150).mapToObj(i -> NewJob.of("job " + i)).toList());

        Exchange first = operate("jscan");
        Object cursor = Objects.requireNonNull(first.getMessage().getHeader(DisqueConstants.CURSOR));
        Exchange second = routes.send("disque:a?operation=jscan", null, Map.of(DisqueConstants.CURSOR, cursor));

        assertThat(cursor).isNotEqualTo("0");
        assertThat(second.getMessage().getBody()).asInstanceOf(LIST).isNotEmpty();
    }

    @Test
    void pause_keeps_the_queue_from_taking_jobs_in_until_it_is_ended() {
        assertThat(result(routes.send("disque:a?operation=pause", "in bcast", Map.of())))
                .isEqualTo("in");
        assertThat(routes.send("disque:a", "x", Map.of()).getException()).hasMessageContaining("PAUSED");
        assertThat(result(routes.send("disque:a?operation=pause", "state", Map.of())))
                .isEqualTo("in");
        assertThat(result(routes.send("disque:a?operation=pause", "none", Map.of())))
                .isEqualTo("none");
        assertThat(routes.send("disque:a", "x", Map.of()).getException()).isNull();
    }

    @Test
    void the_node_tells_its_cluster_and_its_figures() {
        assertThat(operate("hello").getMessage().getBody())
                .asInstanceOf(type(DisqueTopology.class))
                .satisfies(topology -> assertThat(topology.nodes()).hasSize(1));
        assertThat(operate("info").getMessage().getBody()).asInstanceOf(MAP).containsEntry("registered_jobs", "0");
    }

    @Test
    void an_operation_in_the_header_outranks_the_option() {
        routes.put("a", "x");

        Exchange exchange = routes.send("disque:a", null, Map.of(DisqueConstants.OPERATION, "QLEN"));

        assertThat(exchange.getMessage().getBody()).isEqualTo(1L);
    }

    @Test
    void an_unknown_operation_is_refused_with_the_list() {
        Exchange exchange = routes.send("disque:a", "x", Map.of(DisqueConstants.OPERATION, "purge"));

        assertThat(exchange.getException()).hasMessageContaining("purge").hasMessageContaining("delJob");
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void commands_on_jobs_say_that_the_id_is_missing() {
        assertThat(operate("nack").getException()).hasMessageContaining("header CamelDisqueJobId is missing");
        assertThat(operate("show").getException()).hasMessage("header CamelDisqueJobId is missing");
    }

    @Test
    void an_id_that_is_none_is_refused_by_the_server() {
        assertThat(operate("ack", null, "7").getException()).hasMessageContaining("BADID");
    }

    private String put(String body) {
        NewJob job = new NewJob(Body.utf8(body), DisquePut.DEFAULT.withRetry(Duration.ofMinutes(1)));
        return routes.put("a", List.of(job)).get(0);
    }

    /** Another consumer, which keeps it. */
    private void take() {
        ConsumerTemplate other = routes.context.createConsumerTemplate();
        assertThat(other.receive("disque:a", 10_000)).isNotNull();
    }

    private static @Nullable Object result(Exchange exchange) {
        return exchange.getMessage().getHeader(DisqueConstants.RESULT);
    }
}
