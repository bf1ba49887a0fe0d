package io.jobferry.camel.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutResult;
import io.jobferry.Queues;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueClient;
import io.jobferry.disque.DisqueGet;
import io.jobferry.disque.DisqueJob;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.disque.DisquePut;
import io.jobferry.testkit.EmbeddedDisqueExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Java of docs/coming-from-disco.md stands here and works. */
class ComingFromDiscoTest {
    private static final Path PAGE = Path.of("..", "docs", "coming-from-disco.md");
    private static final Path HERE =
            Path.of("src", "test", "java", "io", "jobferry", "camel", "disque", "ComingFromDiscoTest.java");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @RegisterExtension
    final EmbeddedDisqueExtension disque = new EmbeddedDisqueExtension();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() {
        context.getComponent("disque", DisqueComponent.class).getConfiguration().setServers(disque.address());
    }

    @AfterEach
    void close() {
        context.stop();
    }

    @Test
    void all_java_of_the_page_stands_in_this_test() throws IOException {
        String page = Files.readString(PAGE);
        String code = withoutSpace(Files.readString(HERE));

        List<String> snippets =
                JAVA.matcher(page).results().map(found -> found.group(1)).toList();

        assertThat(snippets).hasSizeGreaterThan(5);
        assertThat(snippets).allSatisfy(snippet -> assertThat(code).contains(withoutSpace(snippet)));
    }

    @Test
    void nodes_come_from_the_environment_or_a_list() {
        Backend fromEnvironment = Queues.open("disque:///");
        Backend fromList = Queues.open("disque://a.example.com:7711,b.example.com:7711");

        String nodes = System.getenv().getOrDefault("DISQUE_NODES", "localhost:7711");
        assertThat(fromEnvironment.name()).isEqualTo("disque://" + nodes);
        assertThat(fromList.name()).isEqualTo("disque://a.example.com:7711,b.example.com:7711");
        fromEnvironment.close();
        fromList.close();
    }

    @Test
    void commands_have_their_own_names_on_a_client() {
        DisqueOptions options = DisqueOptions.of(disque.address());

        try (DisqueBackend backend = new DisqueBackend(options);
                DisqueClient client = backend.client()) {
            PutResult put = client.addJobs(
                            "mail", List.of(Body.utf8("hello")), DisquePut.DEFAULT, Duration.ofSeconds(10))
                    .get(0);
            List<DisqueJob> jobs =
                    client.getJob(DisqueGet.timeout(Duration.ofSeconds(10)).withCount(10), "mail", "sms");
            for (DisqueJob job : jobs) {
                client.nack(job.id());
                client.ackJob(job.id());
            }
            String pong = client.call("PING").text();

            assertThat(jobs).extracting(DisqueJob::id).containsExactly(put.id());
            assertThat(client.show(String.valueOf(put.id()))).isEmpty();
            assertThat(pong).isEqualTo("PONG");
        }
    }

    @Test
    void a_funnel_is_a_template_and_a_route() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("disque:mail,sms?maxJobsPerPoll=10").process(exchange -> send(exchange));
            }
        });
        context.start();

        ProducerTemplate outgoing = context.createProducerTemplate();
        outgoing.sendBody("disque:mail", "hello");
        outgoing.sendBody("disque:sms", List.of("many", "at once"));

        await().untilAsserted(() -> assertThat(sent).containsExactlyInAnyOrder("hello", "many", "at once"));
    }

    @Test
    void who_wants_to_be_asked_takes_one_job_at_a_time() {
        context.start();
        context.createProducerTemplate().sendBody("disque:mail", "hello");

        ConsumerTemplate incoming = context.createConsumerTemplate();
        Exchange exchange = incoming.receive("disque:mail,sms", 1000);
        if (exchange != null) { // one came in a second
            send(exchange);
            incoming.doneUoW(exchange); // acknowledged here; sent back if exchange.setException was called
        }

        assertThat(sent).containsExactly("hello");
        try (DisqueBackend backend = new DisqueBackend(DisqueOptions.of(disque.address()));
                DisqueClient client = backend.client()) {
            await().untilAsserted(() -> assertThat(client.info("jobs")).contains("registered_jobs:0"));
        }
    }

    @Test
    void a_funnel_without_camel_is_a_sink_and_a_consumer() {
        try (Backend backend = Queues.open("disque://" + disque.address());
                JobSink outgoing = backend.sink("mail");
                JobConsumer incoming = new JobConsumer(
                        backend,
                        "mail",
                        JobHandler.of(job -> sent.add(job.body().utf8())))) {
            incoming.start();
            outgoing.put(NewJob.of("hello"));

            await().untilAsserted(() -> assertThat(sent).containsExactly("hello"));
        }
    }

    @Test
    void a_loop_of_ones_own_has_fetch_count_and_fetch_timeout() throws Exception {
        try (Backend backend = Queues.open("disque://" + disque.address());
                JobSink sink = backend.sink("mail");
                JobSource source = backend.source(List.of("mail", "sms"))) {
            sink.put(NewJob.of("hello"));

            int fetchCount = 10;
            Duration fetchTimeout = Duration.ofSeconds(1);
            for (Reservation job : source.reserve(fetchCount, fetchTimeout)) {
                sent.add(job.job().body().utf8());
                source.settle(
                        List.of(new Settlement(job, Outcome.done()))); // or retry(delay), dead(reason), giveBack()
            }

            assertThat(sent).containsExactly("hello");
            assertThat(source.reserve(fetchCount, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void jobs_that_come_after_the_close_go_back() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("disque:mail").routeId("mail").delay(5).process(exchange -> send(exchange));
            }
        });
        context.start();
        List<String> jobs = IntStream.range(0, 100).mapToObj(i -> "job " + i).toList();
        context.createProducerTemplate().sendBody("disque:mail", jobs);
        await().until(() -> sent.size() > 10);

        context.getRouteController().stopRoute("mail");

        try (DisqueBackend backend = new DisqueBackend(DisqueOptions.of(disque.address()));
                DisqueClient client = backend.client()) {
            assertThat(client.qlen("mail")).isEqualTo(jobs.size() - sent.size());
        }
        assertThat(sent).doesNotHaveDuplicates();
    }

    @Test
    void what_disco_kept_and_did_not_use_is_an_option() {
        DisqueOptions options = DisqueOptions.of(disque.address())
                .withCycle(100)
                .withConnectTimeout(Duration.ofSeconds(2))
                .withCommandTimeout(Duration.ofSeconds(20));

        try (Backend backend = new DisqueBackend(options);
                JobSink sink = backend.sink("mail")) {
            assertThat(sink.put(NewJob.of("hello")).kind()).isEqualTo(PutResult.Kind.PUT);
        }
    }

    private void send(Exchange exchange) {
        sent.add(exchange.getMessage().getBody(String.class));
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
