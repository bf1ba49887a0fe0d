package io.jobferry.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.jobferry.JobState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a producer makes of its exchanges. */
class PutTest {
    private final MemoryRoutes routes = new MemoryRoutes();
    private ProducerTemplate template;

    @BeforeEach
    void open() {
        routes.context.start();
        template = routes.context.createProducerTemplate();
    }

    @AfterEach
    void close() {
        routes.close();
    }

    @Test
    void the_id_comes_back_in_a_header_and_the_body_stays() {
        Exchange exchange =
                template.send("memory:mail", message -> message.getMessage().setBody("hello"));

        assertThat(exchange.getMessage().getHeader("Id", String.class)).isEqualTo("1");
        assertThat(exchange.getMessage().getHeader("Result")).isEqualTo("PUT");
        assertThat(exchange.getMessage().getBody()).isEqualTo("hello");
        assertThat(routes.count("mail", JobState.READY)).isEqualTo(1);
    }

    @Test
    void an_exchange_that_asks_for_an_answer_gets_the_id_as_its_body() {
        assertThat(template.requestBody("memory:mail", "hello", String.class)).isEqualTo("1");
    }

    @Test
    void every_element_of_a_collection_is_a_job() {
        Object ids = template.requestBody("memory:mail", List.of("a", "b".getBytes(UTF_8)));

        assertThat(ids).asInstanceOf(LIST).containsExactly("1", "2");
        assertThat(routes.count("mail", JobState.READY)).isEqualTo(2);
    }

    @Test
    void every_element_of_an_iterator_is_a_job() {
        template.sendBody("memory:mail", List.of("a", "b", "c").iterator());

        assertThat(routes.count("mail", JobState.READY)).isEqualTo(3);
    }

    @Test
    void every_element_of_an_iterable_is_a_job() {
        Iterable<String> lines = () -> List.of("a", "b").iterator();

        template.sendBody("memory:mail", lines);

        assertThat(routes.count("mail", JobState.READY)).isEqualTo(2);
    }

    @Test
    void an_empty_collection_puts_nothing() {
        assertThat(template.requestBody("memory:mail", List.of()))
                .asInstanceOf(LIST)
                .isEmpty();
        assertThat(routes.count("mail")).isZero();
    }

    @Test
    void an_iterable_that_is_one_document_is_one_job_or_none() {
        assertThatThrownBy(() -> template.sendBody("memory:mail", Path.of("a", "b")))
                .isInstanceOf(CamelExecutionException.class)
                .hasCauseInstanceOf(InvalidPayloadException.class);
        assertThat(routes.count("mail")).isZero();
    }

    @Test
    void no_body_is_refused_and_nothing_is_put() {
        assertThat(template.send("memory:mail", exchange -> {}).getException())
                .isInstanceOf(InvalidPayloadException.class);
        assertThatThrownBy(() -> template.sendBody("memory:mail", Arrays.asList("a", null)))
                .hasCauseInstanceOf(InvalidPayloadException.class);
        assertThat(routes.count("mail")).isZero();
    }

    @Test
    void headers_about_the_job_before_do_not_stay_with_the_new_one() {
        Exchange exchange = template.send("memory:mail", message -> {
            message.getMessage().setBody("hello");
            message.getMessage().setHeaders(Map.of("Id", "77", "Key", "e-77", "Queue", "other", "Attempt", 3));
        });

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("Id", "1")
                .containsEntry("Queue", "mail")
                .doesNotContainKeys("Key", "Attempt");
    }

    @Test
    void several_queues_are_no_place_to_put_to() {
        assertThatThrownBy(() -> template.sendBody("memory:mail,sms", "hello"))
                .hasRootCauseMessage("endpoint to send to names 2 queues: [mail, sms]");
    }
}
