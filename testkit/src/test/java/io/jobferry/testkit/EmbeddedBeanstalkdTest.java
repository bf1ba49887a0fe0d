package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Queues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedBeanstalkdTest {
    @RegisterExtension
    static final EmbeddedBeanstalkdExtension SHARED = new EmbeddedBeanstalkdExtension();

    @RegisterExtension
    final EmbeddedBeanstalkdExtension fresh = new EmbeddedBeanstalkdExtension();

    private static Wire connect(int port) throws IOException {
        return new Wire(port);
    }

    @Test
    void a_restart_on_the_same_port_begins_with_id_1_and_another_instance_id() throws Exception {
        EmbeddedBeanstalkd first = EmbeddedBeanstalkd.start();
        int port = first.port();
        Wire before = connect(port).send("put 0 0 60 1\r\na\r\n").expect("INSERTED 1\r\n");
        String id = before.send("stats\r\n").expectYaml().get("id");

        first.close();
        first.close();
        before.expectEnd();

        try (EmbeddedBeanstalkd second = EmbeddedBeanstalkd.start(port);
                Wire after = connect(second.port())) {
            after.send("reserve-with-timeout 0\r\nput 0 0 60 1\r\na\r\n").expect("TIMED_OUT\r\nINSERTED 1\r\n");
            assertThat(after.send("stats\r\n").expectYaml().get("id")).isNotEqualTo(id);
        }
        before.close();
    }

    @Test
    void a_port_that_is_taken_is_named() {
        assertThatThrownBy(() -> EmbeddedBeanstalkd.start(fresh.port()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + fresh.port());
    }

    @Test
    void its_uri_opens_a_backend() throws Exception {
        try (Backend backend = Queues.open(fresh.uri());
                JobSource source = backend.source(List.of("mail"))) {
            backend.sink("mail").put(NewJob.of("hello"));

            assertThat(source.reserve(1, Duration.ofSeconds(5)))
                    .extracting(held -> held.job().body().utf8())
                    .containsExactly("hello");
        }
    }

    @Test
    void closing_it_ends_waiting_connections() throws Exception {
        try (Wire waiting = connect(fresh.port())) {
            waiting.send("reserve\r\n").expectNothing();

            fresh.server().close();

            waiting.expectEnd();
        }
    }

    @Test
    @Order(1)
    void an_extension_in_a_static_field_serves_all_tests_and_one_in_an_instance_field_this_one() throws Exception {
        assertThat(putInto(SHARED)).isEqualTo("INSERTED 1\r\n");
        assertThat(putInto(fresh)).isEqualTo("INSERTED 1\r\n");
    }

    @Test
    @Order(2)
    void the_next_test_finds_the_shared_jobs_and_no_others() throws Exception {
        assertThat(putInto(SHARED)).isEqualTo("INSERTED 2\r\n");
        assertThat(putInto(fresh)).isEqualTo("INSERTED 1\r\n");
    }

    private static String putInto(EmbeddedBeanstalkdExtension extension) throws IOException {
        try (Wire wire = connect(extension.port())) {
            return wire.send("put 0 0 60 1\r\na\r\n").readLine();
        }
    }

    @Test
    void an_extension_that_is_not_registered_says_so() {
        EmbeddedBeanstalkdExtension unused = new EmbeddedBeanstalkdExtension();

        assertThatThrownBy(unused::uri)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no embedded beanstalkd");
    }
}
