package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.consume.Backoff;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisquePut;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Three nodes under load, of which one is killed and comes back and another leaves. How many jobs is the system property
 * {@code jobferry.crash.jobs}.
 */
@NeedsServer(ServerKind.DISQUE)
class DisqueClusterCrashTest {
    private static final Logger LOG = LoggerFactory.getLogger(DisqueClusterCrashTest.class);
    private static final int JOBS = Integer.getInteger("jobferry.crash.jobs", 5_000);
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int PRODUCERS = 2;
    private static final int BATCH = 50;
    private static final DisquePut PUT = DisquePut.DEFAULT.withReplicate(2).withRetry(Duration.ofSeconds(5));
    private static final ConsumerOptions OPTIONS = ConsumerOptions.DEFAULT
            .withLanes(2)
            .withReconnect(new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)));

    private final Set<String> put = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();
    private final Set<String> outages = ConcurrentHashMap.newKeySet();

    @Test
    void a_node_that_is_killed_and_one_that_leaves_cost_no_job() {
        long start = System.nanoTime();
        try (DisqueCluster cluster = DisqueCluster.start("--appendonly", "yes");
                Backend first = new DisqueBackend(cluster.options());
                Backend second = new DisqueBackend(cluster.options());
                JobConsumer consumer = new JobConsumer(
                        List.of(first, second),
                        List.of("a"),
                        JobHandler.of(job -> saw(job.body())),
                        OPTIONS,
                        listener(),
                        Thread::new)) {
            consumer.start();
            CompletableFuture<?> producers = CompletableFuture.allOf(IntStream.range(0, PRODUCERS)
                    .mapToObj(producer -> CompletableFuture.runAsync(() -> produce(cluster, producer)))
                    .toArray(CompletableFuture[]::new));

            awaitSeen(JOBS / 4);
            cluster.node(0).kill();
            awaitSeen(JOBS / 2);
            cluster.node(0).restart();
            cluster.awaitWhole();
            cluster.ask(1, node -> node.call("CLUSTER", "LEAVING", "yes").text());
            producers.join();

            await().atMost(SOON).until(() -> seen.keySet().containsAll(put));
            assertThat(outages).isEmpty();
        }
        LOG.info("refusals, all put again: {}", refusals);
        int deliveries = seen.values().stream().mapToInt(AtomicInteger::get).sum();
        LOG.info(
                "{} jobs: {} put, {} of unknown fate, 0 lost, {} delivered more than once in all, {} s",
                JOBS,
                put.size(),
                JOBS - put.size(),
                deliveries - seen.size(),
                Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }

    /** Puts its share: what is refused again and again, what has an unknown fate not. */
    private void produce(DisqueCluster cluster, int producer) {
        try (Backend backend = new DisqueBackend(cluster.options());
                JobSink sink = backend.sink("a")) {
            for (int from = 0; from < JOBS / PRODUCERS; from += BATCH) {
                List<String> open = IntStream.range(from, from + BATCH)
                        .mapToObj(i -> producer + "-" + i)
                        .collect(Collectors.toCollection(ArrayList::new));
                await().pollInterval(Duration.ofMillis(20))
                        .pollDelay(Duration.ZERO)
                        .atMost(SOON)
                        .until(() -> {
                            putAll(sink, open);
                            return open.isEmpty();
                        });
            }
        }
    }

    /** Removes from these what was not refused. */
    private void putAll(JobSink sink, List<String> open) {
        List<PutResult> results = sink.put(
                open.stream().map(body -> new NewJob(Body.utf8(body), PUT)).toList());
        for (int i = results.size() - 1; i >= 0; i--) {
            if (results.get(i).kind() == PutResult.Kind.PUT) {
                put.add(open.get(i));
            }
            if (results.get(i).kind() == PutResult.Kind.REFUSED) {
                refusals.add(results.get(i).reason());
            } else {
                open.remove(i);
            }
        }
    }

    private void saw(Body body) {
        seen.computeIfAbsent(body.utf8(), none -> new AtomicInteger()).incrementAndGet();
    }

    private void awaitSeen(int jobs) {
        await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> seen.size() >= jobs);
    }

    private QueueListener listener() {
        return new QueueListener() {
            @Override
            public void onOutage(String name, Throwable error) {
                outages.add(String.valueOf(error.getMessage()));
            }
        };
    }
}
