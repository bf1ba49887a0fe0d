package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.event.QueueListener;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A primary that is lost, and one that becomes a replica. */
@NeedsServer(ServerKind.REDIS)
class RedisSentinelFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private RedisSentinel sentinel;
    private Backend backend;
    private JobConsumer consumer;

    @BeforeEach
    void start() {
        sentinel = RedisSentinel.start();
        backend = new RedisQueueBackend(RedisQueueOptions.of(sentinel.uri()).withCommandTimeout(Duration.ofSeconds(2)));
        consumer = new JobConsumer(
                List.of(backend),
                List.of("mail"),
                JobHandler.of(job -> handled.add(job.body().utf8())),
                ConsumerOptions.DEFAULT,
                QueueListener.NONE,
                Thread::new);
    }

    @AfterEach
    void closeAll() {
        consumer.close();
        backend.close();
        sentinel.close();
    }

    @Test
    void fault_32_a_primary_that_is_killed_is_followed_by_its_replica_with_all_jobs() {
        put(0, 100);
        sentinel.awaitCopy();

        sentinel.primary().kill();
        consumer.start();

        await().atMost(SOON).until(() -> handled.size() == 100);
        put(100, 200);
        await().atMost(SOON).until(() -> handled.size() == 200);
    }

    @Test
    void fault_32_a_waiting_consumer_leaves_a_primary_that_becomes_a_replica() {
        consumer.start();
        put(0, 1);
        await().atMost(SOON).until(() -> handled.size() == 1);

        sentinel.failover();

        await().atMost(SOON).until(() -> isPut(1));
        await().atMost(SOON).until(() -> handled.contains("job 1"));
    }

    private void put(int from, int to) {
        assertThat(IntStream.range(from, to).allMatch(this::isPut)).isTrue();
    }

    private boolean isPut(int number) {
        try (var sink = backend.sink("mail")) {
            return sink.put(List.of(NewJob.of("job " + number))).get(0).kind() == PutResult.Kind.PUT;
        }
    }
}
