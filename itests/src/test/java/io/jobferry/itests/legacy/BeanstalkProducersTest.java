package io.jobferry.itests.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.Queues;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.TestServer;
import io.jobferry.testkit.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** pheanstalk, Laravel, beaneater, backburner, greenstalk and go-beanstalk, in the commands that each of them sends. */
@NeedsServer(ServerKind.BEANSTALKD)
class BeanstalkProducersTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static final String LARAVEL_JOB = "{\"uuid\":\"7b0d3f52-6f64-4d6c-9a4e-0d6a4f4f0001\","
            + "\"displayName\":\"App\\\\Jobs\\\\SendMail\",\"job\":\"App\\\\Jobs\\\\SendMail@handle\",\"maxTries\":null,"
            + "\"maxExceptions\":null,\"failOnTimeout\":false,\"backoff\":null,\"timeout\":null,"
            + "\"data\":{\"to\":\"z\u00eb@example.com\"},\"createdAt\":1790000000}";

    private static final String BACKBURNER_JOB = "{\"class\":\"NewsletterJob\",\"args\":[42,\"z\u00eb@example.com\"]}";

    private final String uri;
    private final Backend backend;
    private final Wire other;

    BeanstalkProducersTest(TestServer beanstalkd) throws Exception {
        String address = beanstalkd.address();
        uri = "beanstalk://" + address;
        backend = Queues.open(uri);
        other = new Wire(Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    @AfterEach
    void closeAll() throws Exception {
        backend.close();
        other.close();
    }

    /** The library, the tube, the words of its put where nothing is said to it, the body. */
    static Stream<Arguments> puts() {
        return Stream.of(
                Arguments.of("pheanstalk", "pheanstalk", "put 1024 0 60", "hello"),
                Arguments.of("Laravel", "default", "put 1024 0 90", LARAVEL_JOB),
                Arguments.of("Laravel, later", "later", "put 1024 1 90", LARAVEL_JOB),
                Arguments.of("beaneater", "beaneater", "put 65536 0 120", "hello"),
                Arguments.of("backburner", "backburner.worker.queue.newsletter", "put 65536 0 120", BACKBURNER_JOB),
                Arguments.of("greenstalk", "greenstalk", "put 65536 0 60", "gr\u00fc\u00df dich"),
                Arguments.of("go-beanstalk", "go", "put 1 0 120", "\u0000\r\n"));
    }

    @ParameterizedTest
    @MethodSource("puts")
    void what_a_library_puts_is_consumed_as_it_is(String library, String tube, String put, String body)
            throws Exception {
        try (Worker worker = new Worker(uri, tube)) {
            other.send("use " + tube + "\r\n").expect("USING " + tube + "\r\n");
            other.send(withBody(put, body));

            String reply = other.readLine();

            assertThat(reply).as(library).startsWith("INSERTED ");
            assertThat(worker.next()).isEqualTo(body);
        }
    }

    @Test
    void a_job_that_failed_here_is_reserved_there_with_its_priority_and_its_time() throws Exception {
        other.send("use failing\r\n").expect("USING failing\r\n");
        other.send(withBody("put 1024 0 90", LARAVEL_JOB)).readLine();
        JobSource source = backend.source(List.of("failing"));
        Reservation job = source.reserve(1, SOON).get(0);

        Settled settled = source.settle(List.of(new Settlement(job, Outcome.retry(Duration.ZERO))))
                .get(0);

        assertThat(settled).isEqualTo(Settled.APPLIED);
        Map<String, String> stats = reserveThere("failing", LARAVEL_JOB);
        assertThat(stats).containsEntry("pri", "1024").containsEntry("ttr", "90");
        assertThat(stats).as("Laravel's attempts").containsEntry("reserves", "2");
    }

    @Test
    void a_job_that_is_given_up_here_is_kicked_there() throws Exception {
        other.send("use buried\r\n").expect("USING buried\r\n");
        other.send(withBody("put 65536 0 120", BACKBURNER_JOB)).readLine();
        JobSource source = backend.source(List.of("buried"));
        Reservation job = source.reserve(1, SOON).get(0);

        source.settle(List.of(new Settlement(job, Outcome.dead("no class of that name"))));

        other.send("kick 10\r\n").expect("KICKED 1\r\n");
        assertThat(reserveThere("buried", BACKBURNER_JOB)).containsEntry("buries", "1");
    }

    /** Laravel counts attempts by what the server says of the job; backburner counts its releases. */
    @ParameterizedTest
    @MethodSource("shapes")
    void a_job_in_a_workers_shape_is_reserved_by_it_byte_by_byte(String tube, String body) throws Exception {
        try (JobSink sink = backend.sink(tube)) {
            sink.put(List.of(NewJob.of(Body.utf8(body))));
        }

        Map<String, String> stats = reserveThere(tube, body);

        assertThat(stats).containsEntry("reserves", "1").containsEntry("releases", "0");
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of("laravel-works", LARAVEL_JOB),
                Arguments.of("backburner.worker.queue.works", BACKBURNER_JOB));
    }

    /** Reserves as another library's worker; what the server then says of the job. */
    private Map<String, String> reserveThere(String tube, String body) throws Exception {
        other.send("watch " + tube + "\r\n").expect("WATCHING 2\r\n");
        other.send("reserve-with-timeout 10\r\n");
        String[] reserved = other.readLine().strip().split(" ", -1);
        assertThat(reserved[0]).isEqualTo("RESERVED");
        assertThat(other.readText(Integer.parseInt(reserved[2]))).isEqualTo(bytes(body));
        return other.send("stats-job " + reserved[1] + "\r\n").expectYaml();
    }

    private static String withBody(String put, String body) {
        return put + " " + bytes(body).length() + "\r\n" + bytes(body) + "\r\n";
    }

    /** The text in UTF-8, a character a byte, as a Wire has it. */
    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
