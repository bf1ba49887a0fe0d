package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import io.jobferry.redisqueue.LeaseOver;
import io.jobferry.redisqueue.RedisQueueBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** kill -9 of a consumer's process at every step of its work: before a request is passed on, and before its reply is. */
@NeedsServer(ServerKind.REDIS)
class RedisCrashTest extends RedisMembersFixture {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Set<String> ALL = Set.of("first", "second", "rung");

    @TempDir
    private Path directory;

    private final String server;

    RedisCrashTest(TestServer redis) {
        super(redis);
        server = redis.address();
    }

    /** Two jobs lie there, and one comes when the child waits: ten requests are more than their whole life. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void fault_3_nothing_is_lost_when_a_consumer_is_killed_before_a_request_arrives(int number) throws Exception {
        Set<String> handled = handledUntil(passing -> passing.number() == number && !passing.reply());

        assertThat(handled).isEqualTo(ALL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void fault_4_nothing_is_lost_when_a_consumer_is_killed_before_a_reply_arrives(int number) throws Exception {
        Set<String> handled = handledUntil(passing -> passing.number() == number && passing.reply());

        assertThat(handled).isEqualTo(ALL);
    }

    /** What a child handled that is killed there, and then we, who take what it left. */
    private Set<String> handledUntil(Predicate<RequestLine.Passing> killed) throws Exception {
        go.scriptFlush();
        put("first");
        put("second");
        CompletableFuture<ChildConsumer> child = new CompletableFuture<>();
        AtomicBoolean rung = new AtomicBoolean();
        try (RequestLine line = new RequestLine(server, passing -> {
                    if (killed.test(passing)) {
                        child.join().kill();
                        throw new IllegalStateException("nobody is there any more");
                    }
                    if (passing.text().contains("BLMOVE") && !rung.getAndSet(true)) {
                        put("rung");
                    }
                });
                ChildConsumer started = ChildConsumer.start(
                        "redis://" + line.address() + "?keyPrefix=app:env&leaseOver=waiting&lease=1s",
                        "mail",
                        directory)) {
            child.complete(started);
            await().atMost(PATIENCE).until(() -> !started.isAlive());
            if (!rung.getAndSet(true)) {
                put("rung");
            }
            Set<String> handled = new HashSet<>(started.handled());
            takeOver(handled);
            return handled;
        }
    }

    private void takeOver(Set<String> handled) throws Exception {
        try (RedisQueueBackend other =
                        new RedisQueueBackend(options.withLayout(LAYOUT.withLeaseOver(LeaseOver.WAITING)));
                JobSource source = other.source(List.of("mail"))) {
            await().atMost(PATIENCE).until(() -> {
                for (Reservation job : source.reserve(10, Duration.ofMillis(200))) {
                    handled.add(job.job().body().utf8());
                    source.settle(List.of(new Settlement(job, Outcome.done())));
                }
                return go.keys("*").isEmpty();
            });
        }
    }

    private void put(String body) {
        backend.sink("mail").put(List.of(NewJob.of(body)));
    }
}
