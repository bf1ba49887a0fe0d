package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Waiting for jobs that others push, beside others that wait too. */
@NeedsServer(ServerKind.REDIS)
class RedisDoorbellTest extends RedisMembersFixture {
    private static final int JOBS = 400;

    private final String server;
    private final AtomicInteger ours = new AtomicInteger();
    private final AtomicInteger theirs = new AtomicInteger();

    RedisDoorbellTest(TestServer redis) {
        super(redis);
        server = redis.address();
    }

    @Test
    void a_go_process_that_waits_beside_us_gets_its_share_and_we_get_ours() throws Exception {
        Thread peer = new Thread(this::popUntilEmpty, "peer");
        try (JobConsumer consumer = consumer(QueueListener.NONE, JobHandler.of(job -> ours.incrementAndGet()))) {
            consumer.start();
            peer.start();
            for (int i = 1; i <= JOBS; i++) {
                int pushed = i;
                go.lpush(WAITING, FROM_GO);
                await().pollInterval(Duration.ofMillis(1))
                        .atMost(SOON)
                        .until(() -> ours.get() + theirs.get() == pushed);
            }
        }
        go.lpush(WAITING, new byte[0]); // ends the peer
        peer.join();

        assertThat(ours.get() + theirs.get()).isEqualTo(JOBS);
        assertThat(ours.get()).isGreaterThan(JOBS / 5);
        assertThat(theirs.get()).isGreaterThan(JOBS / 5);
    }

    @Test
    void a_push_wakes_an_idle_consumer_at_once_and_not_at_its_next_look() throws Exception {
        List<Long> millis = new ArrayList<>();
        try (JobConsumer consumer = consumer(QueueListener.NONE, JobHandler.of(job -> ours.incrementAndGet()))) {
            consumer.start();
            for (int i = 1; i <= 21; i++) {
                int pushed = i;
                await().atMost(SOON).until(() -> go.info("clients").contains("blocked_clients:1"));
                long start = System.nanoTime();
                go.lpush(WAITING, FROM_GO);
                await().pollInterval(Duration.ofMillis(1)).atMost(SOON).until(() -> ours.get() == pushed);
                millis.add((System.nanoTime() - start) / 1_000_000);
            }
        }

        Collections.sort(millis);
        // Looks are a second apart: half of them would take longer than half a second.
        assertThat(millis.get(10)).isLessThan(400);
    }

    /** What core-queue does, until it gets an empty job. */
    private void popUntilEmpty() {
        try (Jedis peer = new Jedis(HostAndPort.from(server))) {
            while (true) {
                List<byte[]> popped = peer.brpop(1, WAITING);
                if (popped != null && popped.get(1).length == 0) {
                    return;
                }
                if (popped != null) {
                    theirs.incrementAndGet();
                }
            }
        }
    }
}
