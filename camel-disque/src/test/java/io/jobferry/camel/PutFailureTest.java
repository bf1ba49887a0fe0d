package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an exchange is told about jobs that were not put as they should. */
class PutFailureTest {
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicInteger puts = new AtomicInteger();

    @AfterEach
    void close() {
        context.stop();
    }

    @Test
    void a_buried_job_fails_the_exchange_keeps_its_id_and_is_not_put_again() {
        Exchange exchange = send("a", PutResult.buried("7"));

        assertThat(exchange.getException())
                .isInstanceOf(JobPutException.class)
                .hasMessageContaining("buried as job 7")
                .hasMessageContaining("not to be put again");
        assertThat(exchange.getMessage().getHeader("Id")).isEqualTo("7");
        assertThat(exchange.getMessage().getHeader("Result")).isEqualTo("BURIED");
        assertThat(puts).hasValue(1);
    }

    @Test
    void a_refused_job_fails_the_exchange_with_the_servers_word() {
        Exchange exchange = send("a", PutResult.refused("DRAINING"));

        assertThat(exchange.getException()).hasMessageContaining("DRAINING");
    }

    @Test
    void a_job_that_is_too_big_fails_the_exchange_with_the_servers_word() {
        Exchange exchange = send("a", PutResult.tooBig("JOB_TOO_BIG"));

        assertThat(exchange.getException()).hasMessageContaining("larger than the server takes: JOB_TOO_BIG");
        assertThat(exchange.getMessage().getHeader("Result")).isEqualTo("TOO_BIG");
    }

    @Test
    void a_job_of_unknown_fate_fails_the_exchange_and_is_not_put_again() {
        Exchange exchange = send("a", PutResult.unknown("connection reset"));

        assertThat(exchange.getException())
                .hasMessageContaining("the server may hold it")
                .hasMessageContaining("connection reset");
        assertThat(puts).hasValue(1);
    }

    @Test
    void a_batch_tells_what_became_of_each_job() {
        Exchange exchange =
                send(List.of("a", "b", "c"), PutResult.put("1"), PutResult.refused("DRAINING"), PutResult.put("2"));

        assertThat(exchange.getException()).isInstanceOfSatisfying(JobPutException.class, e -> {
            assertThat(e).hasMessageContaining("1 of 3");
            assertThat(e.getResults())
                    .extracting(PutResult::kind)
                    .containsExactly(PutResult.Kind.PUT, PutResult.Kind.REFUSED, PutResult.Kind.PUT);
        });
        assertThat(exchange.getMessage().getHeader("Id")).isEqualTo(Arrays.asList("1", null, "2"));
    }

    private Exchange send(Object body, PutResult... results) {
        context.addComponent("memory", new MemoryComponent(new Answering(List.of(results))));
        context.start();
        return context.createProducerTemplate()
                .send("memory:mail", exchange -> exchange.getMessage().setBody(body));
    }

    /** A server that answers every put alike. */
    private final class Answering implements Backend {
        private final List<PutResult> results;

        Answering(List<PutResult> results) {
            this.results = results;
        }

        @Override
        public String name() {
            return "answering://";
        }

        @Override
        public JobSource source(List<String> queues) {
            throw new UnsupportedOperationException();
        }

        @Override
        public JobSink sink(String queue) {
            return new JobSink() {
                @Override
                public List<PutResult> put(List<NewJob> jobs) {
                    puts.incrementAndGet();
                    return results;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public QueueAdmin admin(String queue) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
