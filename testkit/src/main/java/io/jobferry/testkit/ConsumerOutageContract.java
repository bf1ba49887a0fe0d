package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.consume.Backoff;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.JobConsumer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What {@link JobConsumer} does while its server cannot be reached, and afterwards. */
abstract class ConsumerOutageContract extends ConsumerFixture {
    private static final ConsumerOptions IMPATIENT =
            OPTIONS.withReconnect(new Backoff(Duration.ofMillis(5), Duration.ofMillis(10)));

    @Test
    void fault_39_a_server_that_is_down_at_the_start_is_waited_for_and_the_outage_told_once() throws Exception {
        backend.goDown();
        put("a");
        start(IMPATIENT, deliveries::add);
        await().atMost(SOON).until(() -> backend.reserves.get() >= 5);

        backend.comeUp();
        next().done();

        awaitEmpty();
        awaitEvent("recovered");
        assertThat(listener.events.stream().filter("outage: switched off"::equals))
                .hasSize(1);
        assertThat(listener.events.stream().filter("recovered"::equals)).hasSize(1);
    }

    @Test
    void an_outage_is_over_with_the_first_answer_also_where_no_job_comes() {
        backend.goDown();
        start(IMPATIENT, deliveries::add);
        awaitEvent("outage: switched off");

        backend.comeUp();

        awaitEvent("recovered");
    }

    @Test
    void fault_39_an_outage_is_told_once_however_many_lanes_meet_it() {
        backend.goDown();
        start(IMPATIENT.withLanes(4), deliveries::add);

        await().atMost(SOON).until(() -> backend.reserves.get() >= 20);

        assertThat(listener.events).containsExactly("outage: switched off");
        backend.comeUp();
        awaitEvent("recovered");
    }

    @Test
    void an_outage_is_not_over_while_a_settlement_is_not_answered() throws Exception {
        put("a");
        start(IMPATIENT, deliveries::add);
        Delivery delivery = next();
        backend.goDown();
        put("b"); // wakes the lane, whose next reserve tells
        awaitEvent("outage: switched off");

        delivery.done();
        int before = backend.reserves.get();
        await().atMost(SOON).until(() -> backend.reserves.get() >= before + 20);

        assertThat(listener.events).doesNotContain("recovered");
        assertThat(listener.events.stream().filter("outage: switched off"::equals))
                .hasSize(1);
    }

    @Test
    void an_unanswered_settlement_is_sent_again_when_the_server_answers() throws Exception {
        put("a");
        start(OPTIONS, deliveries::add);
        Delivery delivery = next();
        backend.goDown();

        delivery.done();
        awaitEvent("settled a DONE UNKNOWN");
        backend.comeUp();

        awaitEvent("settled a DONE APPLIED");
        awaitEmpty();
    }
}
