package io.jobferry.userproject;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.Queues;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import io.jobferry.testkit.EmbeddedBeanstalkd;
import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.EndpointServiceLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user's own project does, with nothing but camel-disque and camel-main: run on our Camel and on the LTS. */
class UserRouteTest {
    @Test
    void a_job_goes_from_one_tube_through_a_route_to_another() throws Exception {
        try (EmbeddedBeanstalkd server = EmbeddedBeanstalkd.start();
                Backend backend = Queues.open(server.uri());
                JobSink a = backend.sink("a");
                JobSource b = backend.source(List.of("b"))) {
            Main main = new Main();
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("beanstalk:a?servers=" + server.uri()).to("beanstalk:b?servers=" + server.uri());
                }
            });
            main.start();
            try {
                assertThat(main.getCamelContext().getVersion()).isEqualTo(System.getProperty("camel.version"));

                a.put(NewJob.of("hello"));
                List<Reservation> arrived = b.reserve(1, Duration.ofSeconds(10));

                assertThat(arrived).hasSize(1);
                assertThat(arrived.get(0).job().body().utf8()).isEqualTo("hello");
                b.settle(List.of(new Settlement(arrived.get(0), Outcome.done())));
            } finally {
                main.stop();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "beanstalk:mail?jobDelay=5s, beanstalk",
        "disque:mail?delay=5s&deadQueue=dead, disque",
        "redisqueue:mail?delay=5s&envelope=raw&popFrom=left, redis"
    })
    void every_scheme_is_found_by_its_name_and_takes_its_options(String uri, String protocol) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(context.getEndpoint(uri))
                    .isInstanceOfSatisfying(
                            EndpointServiceLocation.class,
                            server -> assertThat(server.getServiceProtocol()).isEqualTo(protocol));
        }
    }
}
