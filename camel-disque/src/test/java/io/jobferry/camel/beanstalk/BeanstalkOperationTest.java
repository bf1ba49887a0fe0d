package io.jobferry.camel.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.camel.EmbeddedServer;
import io.jobferry.camel.QueueServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Puts with headers, and all other commands. */
class BeanstalkOperationTest {
    private final QueueServer server = EmbeddedServer.beanstalkd().started();
    private final BeanstalkRoutes routes = new BeanstalkRoutes(server);

    @BeforeEach
    void open() {
        routes.context.start();
    }

    @AfterEach
    void close() {
        routes.close();
        server.close();
    }

    @Test
    void headers_outrank_options_in_a_put() {
        Exchange exchange = routes.send(
                "beanstalk:a?jobPriority=5&jobTimeToRun=90s",
                "x",
                Map.of(
                        BeanstalkConstants.PRIORITY,
                        7,
                        BeanstalkConstants.DELAY,
                        "30s",
                        BeanstalkConstants.TIME_TO_RUN,
                        Duration.ofSeconds(45)));

        long id = id(exchange);
        assertThat(routes.ofJob(id, "pri")).isEqualTo(7);
        assertThat(routes.ofJob(id, "delay")).isEqualTo(30);
        assertThat(routes.ofJob(id, "ttr")).isEqualTo(45);
    }

    @Test
    void options_count_where_there_is_no_header() {
        long id = id(routes.send("beanstalk:a?jobPriority=5&jobDelay=20s&jobTimeToRun=90s", "x", Map.of()));

        assertThat(routes.ofJob(id, "pri")).isEqualTo(5);
        assertThat(routes.ofJob(id, "delay")).isEqualTo(20);
        assertThat(routes.ofJob(id, "ttr")).isEqualTo(90);
    }

    @Test
    void a_batch_is_put_with_a_value_for_each_of_its_jobs() {
        Exchange exchange =
                routes.send("beanstalk:a", List.of("x", "y"), Map.of(BeanstalkConstants.PRIORITY, List.of(7, 8)));

        List<?> ids = exchange.getMessage().getHeader(BeanstalkConstants.JOB_ID, List.class);
        assertThat(ids)
                .extracting(id -> routes.ofJob(Long.parseLong(id.toString()), "pri"))
                .containsExactly(7L, 8L);
    }

    @Test
    void values_for_other_jobs_than_there_are_are_refused_and_nothing_is_put() {
        Exchange exchange = routes.send("beanstalk:a", "x", Map.of(BeanstalkConstants.PRIORITY, List.of(7, 8)));

        assertThat(exchange.getException())
                .hasMessage("header CamelBeanstalkPriority has 2 values, and there are 1 jobs");
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void a_number_is_no_duration_and_nothing_is_put() {
        Exchange exchange = routes.send("beanstalk:a", "x", Map.of(BeanstalkConstants.TIME_TO_RUN, 60));

        assertThat(exchange.getException()).hasMessageContaining("no unit").hasMessageContaining("60s");
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void a_priority_out_of_range_is_refused_and_nothing_is_put() {
        Exchange exchange = routes.send("beanstalk:a", "x", Map.of(BeanstalkConstants.PRIORITY, 4294967296L));

        assertThat(exchange.getException()).hasMessageContaining("4294967296");
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void the_tube_header_does_not_choose_where_a_job_is_put() {
        routes.send("beanstalk:a", "x", Map.of(BeanstalkConstants.TUBE, "b"));

        assertThat(routes.count("a")).isEqualTo(1);
        assertThat(routes.count("b")).isZero();
    }

    @Test
    void a_batch_gets_its_ids_in_order() {
        Exchange exchange = routes.send("beanstalk:a", List.of("x", "y", "z"), Map.of());

        List<?> ids = (List<?>) exchange.getMessage().getHeader(BeanstalkConstants.JOB_ID);
        assertThat(ids).hasSize(3).doesNotHaveDuplicates();
        assertThat(routes.count("a")).isEqualTo(3);
    }

    @Test
    void delete_removes_the_job_of_the_id_header() {
        long id = routes.putOne("a", "x");

        Exchange exchange = operate("delete", null, id);

        assertThat(result(exchange)).isEqualTo("DELETED");
        assertThat(routes.count("a")).isZero();
        assertThat(result(operate("delete", null, id))).isEqualTo("NOT_FOUND");
    }

    @Test
    void peeks_show_jobs_and_leave_them() {
        long ready = routes.putOne("a", "ready");
        long delayed = routes.putOne("a", BeanstalkPut.DEFAULT.withDelay(Duration.ofHours(1)), "delayed");

        assertThat(body(operate("peek", null, delayed))).isEqualTo("delayed");
        assertThat(id(operate("peekReady", null, 0))).isEqualTo(ready);
        assertThat(body(operate("peek-delayed", null, 0))).isEqualTo("delayed");
        Exchange none = operate("peekBuried", "before", 0);
        assertThat(result(none)).isEqualTo("NOT_FOUND");
        assertThat(none.getMessage().getBody()).isNull();
        assertThat(routes.count("a")).isEqualTo(2);
    }

    @Test
    void kick_moves_delayed_jobs_and_says_how_many() {
        routes.putOne("a", BeanstalkPut.DEFAULT.withDelay(Duration.ofHours(1)), "x");
        routes.putOne("a", BeanstalkPut.DEFAULT.withDelay(Duration.ofHours(1)), "y");

        Exchange exchange = operate("kick", 10, 0);

        assertThat(exchange.getMessage().getBody(Long.class)).isEqualTo(2);
        assertThat(routes.count("a", "current-jobs-ready")).isEqualTo(2);
    }

    @Test
    void kick_job_moves_one() {
        long id = routes.putOne("a", BeanstalkPut.DEFAULT.withDelay(Duration.ofHours(1)), "x");

        assertThat(result(operate("kick-job", null, id))).isEqualTo("KICKED");
        assertThat(routes.count("a", "current-jobs-ready")).isEqualTo(1);
    }

    @Test
    void an_operation_in_the_header_outranks_the_option_and_may_be_the_protocols_word() {
        routes.putOne("a", "x");

        Exchange exchange = routes.send("beanstalk:a", null, Map.of(BeanstalkConstants.OPERATION, "peek-ready"));

        assertThat(body(exchange)).isEqualTo("x");
    }

    @Test
    void an_unknown_operation_is_refused_with_the_list() {
        Exchange exchange = routes.send("beanstalk:a", "x", Map.of(BeanstalkConstants.OPERATION, "purge"));

        assertThat(exchange.getException()).hasMessageContaining("purge").hasMessageContaining("peekReady");
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void figures_are_maps_and_tubes_a_list() {
        long id = routes.putOne("a", "x");

        assertThat(operate("stats", null, 0).getMessage().getBody())
                .asInstanceOf(MAP)
                .containsKey("current-jobs-ready");
        assertThat(operate("statsJob", null, id).getMessage().getBody())
                .asInstanceOf(MAP)
                .containsEntry("tube", "a");
        assertThat(operate("statsTube", null, 0).getMessage().getBody())
                .asInstanceOf(MAP)
                .containsEntry("name", "a");
        assertThat(operate("listTubes", null, 0).getMessage().getBody())
                .asInstanceOf(LIST)
                .contains("a");
    }

    @Test
    void pause_keeps_the_tube_from_giving_out_jobs() {
        routes.putOne("a", "x");

        Exchange exchange = routes.send(
                "beanstalk:a",
                null,
                Map.of(BeanstalkConstants.OPERATION, "pauseTube", BeanstalkConstants.DELAY, Duration.ofMinutes(1)));

        assertThat(result(exchange)).isEqualTo("PAUSED");
        assertThat(routes.count("a", "pause")).isEqualTo(60);
    }

    @ParameterizedTest
    @EnumSource(names = {"release", "bury", "touch"})
    void commands_on_held_jobs_need_one(BeanstalkOperation operation) {
        long id = routes.putOne("a", "x");

        Exchange exchange = operate(operation.name(), null, id);

        assertThat(exchange.getException()).hasMessageContaining("holds no job");
    }

    @Test
    void commands_by_id_say_that_the_id_is_missing() {
        Exchange exchange = routes.send("beanstalk:a?operation=peek", null, Map.of());

        assertThat(exchange.getException()).hasMessage("header CamelBeanstalkJobId is missing");
    }

    private Exchange operate(String operation, @Nullable Object body, long id) {
        return routes.send("beanstalk:a?operation=" + operation, body, Map.of(BeanstalkConstants.JOB_ID, id));
    }

    private static @Nullable String result(Exchange exchange) {
        return exchange.getMessage().getHeader(BeanstalkConstants.RESULT, String.class);
    }

    private static @Nullable String body(Exchange exchange) {
        return exchange.getMessage().getBody(String.class);
    }

    private static long id(Exchange exchange) {
        return Objects.requireNonNull(exchange.getMessage().getHeader(BeanstalkConstants.JOB_ID, Long.class));
    }
}
