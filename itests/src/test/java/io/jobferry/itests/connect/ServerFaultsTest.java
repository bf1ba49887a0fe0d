package io.jobferry.itests.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobState;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkClient;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.itests.FaultyLine;
import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.Servers;
import io.jobferry.itests.SlammedDoor;
import io.jobferry.itests.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows of the fault list in which a queue server, or the line to it, is bad and the worker is well. */
@NeedsServer(ServerKind.BEANSTALKD)
class ServerFaultsTest extends SharedWorkerFixture {
    private static final int JOBS = 200;

    private final String name = "faults-" + UUID.randomUUID();
    private final TestServer server = closedAfter(Servers.start(ServerKind.BEANSTALKD));
    private final Tube tube = closedAfter(new Tube(server.address(), name));

    ServerFaultsTest(LocalKafka kafka) throws InterruptedException {
        super(kafka);
    }

    @Test
    void fault_01_records_of_a_killed_servers_jobs_delete_nothing_of_its_successor() {
        Map<String, String> config = source();
        config.put("producer.override.linger.ms", "4000");
        config.put("producer.override.batch.size", "1000000");
        rest.start(name, config, 1);
        tube.put("1", "2", "3");
        tube.awaitCount(JobState.RESERVED, 3);

        server.kill();
        server.restart();
        try (Tube other = new Tube(server.address(), name + "-other")) {
            other.put("ids start again", "at 1", "on the new server");

            assertThat(topics.texts(name, 3)).containsExactly("1", "2", "3");
            try (Tube again = new Tube(server.address(), name)) {
                again.put("4");
                assertThat(topics.texts(name, 4)).contains("4");
                again.awaitEmpty();
            }
            assertThat(other.count(JobState.READY)).isEqualTo(3);
        }
        assertThat(rest.status(name).is("RUNNING", 1)).isTrue();
    }

    @Test
    void fault_05_a_stopped_server_costs_no_job_and_no_task() throws Exception {
        String in = name + "-in";
        rest.start(name, with(source(), "beanstalk.command.timeout.ms", "1000"), 1);
        rest.start(in, with(Configs.sink(server.address(), in, in), "beanstalk.command.timeout.ms", "1000"), 1);
        tube.put(numbers(0, JOBS));
        topics.write(in, numbers(0, JOBS));

        server.pause();
        topics.write(in, numbers(JOBS, 2 * JOBS));
        await().atMost(SOON)
                .until(() -> logged("not in queue " + in) > 0 && logged("cannot be reached", server.address()) > 0);
        server.resume();
        tube.put(numbers(JOBS, 2 * JOBS));

        await().atMost(SOON).until(() -> topics.texts(name, 1).size() == 2 * JOBS);
        tube.awaitEmpty();
        try (Tube second = new Tube(server.address(), in)) {
            second.takeAll(numbers(0, 2 * JOBS));
        }
        assertThat(rest.status(name).is("RUNNING", 1)).isTrue();
        assertThat(rest.status(in).is("RUNNING", 1)).isTrue();
    }

    @Test
    void fault_07_after_a_reset_in_mid_put_only_records_of_unknown_outcome_are_put_again() throws Exception {
        try (FaultyLine line = new FaultyLine(server.address())) {
            topics.write(name, numbers(0, JOBS));
            line.resetInMidPut();
            rest.start(name, Configs.sink(line.address(), name, name), 1);

            await().atMost(SOON).until(line::hasReset);

            int twice = tube.takeAll(numbers(0, JOBS));
            assertThat(twice).as("put twice").isLessThan(JOBS);
        }
    }

    @Test
    void fault_18_a_draining_server_is_passed_over_and_where_there_is_no_other_it_is_asked_seldom() throws Exception {
        try (TestServer other = Servers.start(ServerKind.BEANSTALKD);
                Tube second = new Tube(other.address(), name)) {
            server.signal("USR1");
            awaitDraining();
            rest.start(name, Configs.sink(server.address() + "," + other.address(), name, name), 1);
            topics.write(name, numbers(0, 10));
            second.takeAll(numbers(0, 10));
            rest.delete(name);
        }
        String alone = name + "-alone";
        rest.start(alone, Configs.sink(server.address(), alone, alone), 1);
        topics.write(alone, "a");
        await().atMost(SOON).until(() -> logged("refused", alone) > 0);
        long before = stat("total-connections");
        await().pollDelay(Duration.ofSeconds(2)).atMost(SOON).until(() -> true);
        long connections = stat("total-connections") - before;

        server.kill();
        server.restart();

        try (Tube again = new Tube(server.address(), alone)) {
            assertThat(again.takeTexts(1)).containsExactly("a");
        }
        assertThat(connections).as("connections within two seconds").isLessThan(5);
    }

    @Test
    void fault_20_a_job_that_is_answered_buried_is_told_and_not_put_again() throws Exception {
        try (FaultyLine line = new FaultyLine(server.address())) {
            line.sayBuried();
            rest.start(name, Configs.sink(line.address(), name, name), 1);

            topics.write(name, "a");
            tube.awaitCount(JobState.READY, 1);
            topics.write(name, "b");
            tube.awaitCount(JobState.READY, 2);

            await().atMost(SOON).until(() -> logged("were buried", name) > 0);
            assertThat(tube.takeTexts(2)).containsExactly("a", "b");
        }
    }

    @Test
    void fault_39_a_server_that_is_down_is_tried_seldom_and_told_once() throws Exception {
        rest.start(name, source(), 1);
        tube.put("a");
        topics.read(name, 1);

        server.kill();
        int redials;
        try (SlammedDoor door = SlammedDoor.at(server.address())) {
            await().atMost(SOON).until(() -> door.knocks() >= 4);
            redials = door.knocksWithin(Duration.ofSeconds(2));
        }
        server.restart();
        try (Tube again = new Tube(server.address(), name)) {
            again.put("b");

            assertThat(topics.texts(name, 2)).containsExactly("a", "b");
            again.awaitEmpty();
        }
        assertThat(redials).isLessThan(10);
        assertThat(logged("cannot be reached", server.address())).isEqualTo(1);
        assertThat(logged("answers again", server.address())).isEqualTo(1);
        assertThat(rest.status(name).is("RUNNING", 1)).isTrue();
    }

    private Map<String, String> source() {
        return Configs.source(server.address(), name);
    }

    private static Map<String, String> with(Map<String, String> config, String key, String value) {
        config.put(key, value);
        return config;
    }

    private static String[] numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new);
    }

    private void awaitDraining() {
        await().atMost(SOON)
                .until(() -> stats().getOrDefault("draining", "false").equals("true"));
    }

    private long stat(String key) {
        return Long.parseLong(stats().getOrDefault(key, "0"));
    }

    private Map<String, String> stats() {
        try (BeanstalkBackend backend = new BeanstalkBackend(BeanstalkOptions.of(server.address()));
                BeanstalkClient client = backend.client()) {
            return client.stats();
        }
    }
}
