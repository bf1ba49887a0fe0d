package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.consume.Backoff;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.disque.DisquePut;
import io.jobferry.disque.DisqueQueueInfo;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of the fault list that need several real nodes: they leave, die, and lose sight of each other. */
@NeedsServer(ServerKind.DISQUE)
class DisqueClusterFaultsTest {
    private static final Logger LOG = LoggerFactory.getLogger(DisqueClusterFaultsTest.class);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final ConsumerOptions OPTIONS =
            ConsumerOptions.DEFAULT.withReconnect(new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)));

    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    private final Set<String> outages = ConcurrentHashMap.newKeySet();
    private DisqueCluster cluster;

    @BeforeEach
    void startCluster() {
        cluster = DisqueCluster.start("--appendonly", "yes");
    }

    @AfterEach
    void closeCluster() {
        cluster.close();
    }

    @Test
    void fault_26_a_consumer_that_waits_at_a_node_that_leaves_goes_on_at_another_and_is_told_of_no_outage() {
        try (Backend backend = open();
                JobConsumer consumer = consumer(backend)) {
            consumer.start();
            int waitsAt = await().atMost(SOON).until(this::whereItWaits, node -> node >= 0);

            cluster.ask(waitsAt, node -> node.call("CLUSTER", "LEAVING", "yes").text());
            await().atMost(SOON).until(() -> whereItWaits() >= 0 && whereItWaits() != waitsAt);
            put((waitsAt + 1) % 3, DisquePut.DEFAULT.withReplicate(2), List.of("after"));

            await().atMost(SOON).until(() -> seen.containsKey("after"));
            assertThat(outages).isEmpty();
        }
    }

    @Test
    void fault_28_a_job_whose_only_node_died_is_a_lost_lease_and_comes_again_with_the_node() throws Exception {
        DisquePut alone = DisquePut.DEFAULT.withReplicate(1).withRetry(Duration.ofSeconds(2));
        put(0, alone, List.of("only here"));
        DisqueOptions fromNode0 = DisqueOptions.of(cluster.node(0).address()).withUseAnnounced(true);
        try (Backend backend = new DisqueBackend(fromNode0.withCommandTimeout(Duration.ofSeconds(2)));
                JobSource source = backend.source(List.of("a"))) {
            List<Reservation> held = source.reserve(1, Duration.ofSeconds(10));

            cluster.node(0).kill();
            await().atMost(SOON).until(() -> source.extend(held).get(0) == Settled.LEASE_LOST);
            cluster.node(0).restart();

            List<Reservation> again =
                    await().atMost(SOON).until(() -> source.reserve(1, Duration.ofSeconds(1)), jobs -> !jobs.isEmpty());
            assertThat(again.get(0).job().id()).isEqualTo(held.get(0).job().id());
        }
    }

    @Test
    void fault_29_a_partition_that_heals_loses_no_unacknowledged_job() {
        List<String> bodies = IntStream.range(0, 600).mapToObj(i -> "job " + i).toList();
        DisquePut twice = DisquePut.DEFAULT.withReplicate(2).withRetry(Duration.ofSeconds(2));
        for (int node = 0; node < 3; node++) {
            put(node, twice, bodies.subList(node * 200, node * 200 + 200));
        }

        // Alive, but out of sight of the other two.
        cluster.node(1).pause();
        try (Backend backend = open();
                JobConsumer consumer = consumer(backend)) {
            consumer.start();
            await().atMost(SOON).until(() -> seen.size() >= 300);
            cluster.node(1).resume();

            await().atMost(Duration.ofSeconds(60)).until(() -> seen.size() == bodies.size());
        }

        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(bodies);
        LOG.info("partition: {} deliveries more than jobs", duplicates());
    }

    @Test
    void a_consumer_goes_where_the_jobs_are_made() {
        try (Backend backend = new DisqueBackend(cluster.options().withCycle(100));
                JobConsumer consumer = consumer(backend)) {
            consumer.start();
            int waitsAt = await().atMost(SOON).until(this::whereItWaits, node -> node >= 0);
            int made = (waitsAt + 1) % 3;

            put(made, DisquePut.DEFAULT.withReplicate(1), jobs(300));

            await().atMost(SOON).until(() -> seen.size() == 300);
            await().atMost(SOON).until(() -> whereItWaits() == made);
        }
    }

    private static List<String> jobs(int count) {
        return IntStream.range(0, count).mapToObj(i -> "job " + i).toList();
    }

    /** The node at which a client waits for jobs of the queue; -1 if there is none, or one on its way. */
    private int whereItWaits() {
        List<Integer> nodes = IntStream.range(0, 3)
                .filter(node -> cluster.ask(node, client -> client.qstat("a"))
                                .map(DisqueQueueInfo::blocked)
                                .orElse(0L)
                        > 0)
                .boxed()
                .toList();
        return nodes.size() == 1 ? nodes.get(0) : -1;
    }

    private void put(int node, DisquePut how, List<String> bodies) {
        DisqueOptions options = DisqueOptions.of(cluster.node(node).address());
        try (Backend backend = new DisqueBackend(options);
                JobSink sink = backend.sink("a")) {
            List<NewJob> jobs = bodies.stream()
                    .map(body -> new NewJob(Body.utf8(body), how))
                    .toList();
            assertThat(sink.put(jobs)).extracting(PutResult::kind).containsOnly(PutResult.Kind.PUT);
        }
    }

    private Backend open() {
        return new DisqueBackend(cluster.options());
    }

    private JobConsumer consumer(Backend backend) {
        QueueListener listener = new QueueListener() {
            @Override
            public void onOutage(String name, Throwable error) {
                outages.add(String.valueOf(error.getMessage()));
            }
        };
        JobHandler handler =
                JobHandler.of(job -> seen.computeIfAbsent(job.body().utf8(), none -> new AtomicInteger())
                        .incrementAndGet());
        return new JobConsumer(List.of(backend), List.of("a"), handler, OPTIONS, listener, Thread::new);
    }

    private int duplicates() {
        return seen.values().stream().mapToInt(AtomicInteger::get).sum() - seen.size();
    }
}
