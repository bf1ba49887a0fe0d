package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutResult;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.event.QueueListener;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** A server that says no. */
@NeedsServer(ServerKind.REDIS)
class RedisServerFaultsTest extends RedisMembersFixture {
    private final String server;

    RedisServerFaultsTest(TestServer redis) {
        super(redis);
        server = redis.address();
    }

    @Test
    void fault_32_a_server_out_of_memory_refuses_puts_and_jobs_go_on() throws Exception {
        go.lpush(WAITING, FROM_GO);
        JobSource source = source();
        go.configSet("maxmemory", "1");

        PutResult put = backend.sink("mail").put(List.of(NewJob.of("more"))).get(0);
        Reservation job = one(source);
        Settled extended = source.extend(List.of(job)).get(0);
        List<Reservation> none = source.reserve(1, Duration.ofMillis(200));
        Settled settled = settle(source, job, Outcome.retry(Duration.ZERO));

        assertThat(put.kind()).isEqualTo(PutResult.Kind.REFUSED);
        assertThat(put.reason()).startsWith("OOM");
        assertThat(none).isEmpty();
        assertThat(List.of(extended, settled)).containsOnly(Settled.APPLIED);
        assertThat(go.llen(WAITING)).isEqualTo(1);
    }

    @Test
    void fault_32_a_replica_is_written_to_when_it_is_a_primary_again() throws Exception {
        go.lpush(WAITING, FROM_GO);
        JobSource source = source();
        Reservation job = one(source);
        go.replicaof("127.0.0.1", 1);

        PutResult put = backend.sink("mail").put(List.of(NewJob.of("more"))).get(0);
        List<Settled> meanwhile = List.of(source.extend(List.of(job)).get(0), settle(source, job, Outcome.done()));
        go.replicaofNoOne();

        assertThat(put.kind()).isEqualTo(PutResult.Kind.REFUSED);
        assertThat(put.reason()).startsWith("READONLY");
        assertThat(meanwhile).containsOnly(Settled.UNKNOWN);
        assertThat(settle(source, job, Outcome.done())).isEqualTo(Settled.APPLIED);
    }

    @Test
    void fault_32_a_consumer_waits_while_a_server_loads_its_jobs_and_loses_none() {
        try (TestServer loading = Servers.start(
                        ServerKind.REDIS,
                        "--key-load-delay",
                        "2000",
                        "--loading-process-events-interval-bytes",
                        "1024");
                Jedis client = new Jedis(HostAndPort.from(loading.address()));
                Backend other = new RedisQueueBackend(
                        RedisQueueOptions.of(loading.address()).withLayout(LAYOUT))) {
            IntStream.range(0, 3_000).forEach(i -> client.set("key " + i, "value"));
            other.sink("mail").put(List.of(NewJob.of("kept")));
            client.save();
            Watch watch = new Watch();

            loading.kill();
            CompletableFuture<Boolean> loadsWhenRestarted =
                    CompletableFuture.runAsync(loading::restart).thenApply(done -> isLoading(loading.address()));
            await().atMost(Duration.ofSeconds(30)).until(() -> isLoading(loading.address()));
            try (JobConsumer consumer = watch.consumer(other)) {
                consumer.start();
                await().atMost(Duration.ofSeconds(60)).until(() -> !watch.bodies.isEmpty());
            }

            assertThat(watch.bodies).containsExactly("kept");
            assertThat(watch.outages).first().asString().startsWith("LOADING");
            assertThat(loadsWhenRestarted.join()).isFalse();
        }
    }

    @Test
    void fault_19_a_server_that_cannot_save_refuses_all_and_loses_no_job() {
        try (TestServer full =
                        Servers.start(ServerKind.REDIS, "--enable-protected-configs", "yes", "--save", "3600 1");
                Jedis client = new Jedis(HostAndPort.from(full.address()));
                Backend other = new RedisQueueBackend(
                        RedisQueueOptions.of(full.address()).withLayout(LAYOUT))) {
            String directory = client.configGet("dir").get("dir");
            other.sink("mail").put(List.of(NewJob.of("kept")));
            client.configSet("dir", "/proc"); // nobody can write there, as on a full disk
            await().atMost(Duration.ofSeconds(30)).until(() -> !isSaved(client));
            Watch watch = new Watch();

            PutResult refused =
                    other.sink("mail").put(List.of(NewJob.of("more"))).get(0);
            try (JobConsumer consumer = watch.consumer(other)) {
                consumer.start();
                await().atMost(Duration.ofSeconds(30)).until(() -> !watch.outages.isEmpty());
                client.configSet("dir", directory);
                await().atMost(Duration.ofSeconds(30)).until(() -> isSaved(client));
                await().atMost(Duration.ofSeconds(60)).until(() -> !watch.bodies.isEmpty());
            }

            assertThat(refused.kind()).isEqualTo(PutResult.Kind.REFUSED);
            assertThat(refused.reason()).startsWith("MISCONF");
            assertThat(watch.bodies).containsExactly("kept");
        }
    }

    @Test
    void scripts_that_a_server_forgot_are_brought_again() throws Exception {
        go.lpush(WAITING, FROM_GO, FROM_GO);
        JobSource source = source();
        Reservation job = one(source);

        go.scriptFlush();
        Settled extended = source.extend(List.of(job)).get(0);
        go.scriptFlush();
        Settled settled = settle(source, job, Outcome.done());
        go.scriptFlush();
        Reservation next = one(source);

        assertThat(List.of(extended, settled)).containsOnly(Settled.APPLIED);
        assertThat(next.job().id()).isEqualTo("u-1");
    }

    @Test
    void fault_32_a_script_of_somebody_else_that_does_not_end_is_waited_for() throws Exception {
        go.lpush(WAITING, FROM_GO);
        JobSource source = source();
        Reservation job = one(source);
        go.configSet("busy-reply-threshold", "50");
        Thread endless = new Thread(this::evalWithoutEnd, "endless");
        endless.start();
        await().atMost(SOON).until(() -> isRefused(go, "BUSY"));

        assertThat(settle(source, job, Outcome.done())).isEqualTo(Settled.UNKNOWN);
        go.scriptKill();
        endless.join();

        await().atMost(SOON).until(() -> settle(source, job, Outcome.done()) == Settled.APPLIED);
    }

    /** Has it save anew, and says whether it could the last time. */
    private static boolean isSaved(Jedis client) {
        try {
            client.bgsave();
        } catch (JedisDataException e) {
            assertThat(e).hasMessageContaining("in progress");
        }
        return client.info("persistence").contains("rdb_last_bgsave_status:ok");
    }

    private void evalWithoutEnd() {
        DefaultJedisClientConfig patient =
                DefaultJedisClientConfig.builder().socketTimeoutMillis(60_000).build();
        try (Jedis client = new Jedis(HostAndPort.from(server), patient)) {
            client.eval("while true do end");
        } catch (JedisDataException e) {
            assertThat(e).hasMessageContaining("killed");
        }
    }

    private static boolean isLoading(String address) {
        try (Jedis client = new Jedis(HostAndPort.from(address))) {
            return isRefused(client, "LOADING");
        } catch (JedisConnectionException e) {
            return false; // not there yet
        }
    }

    /** Whether the server does nothing for anybody, for this reason. */
    private static boolean isRefused(Jedis client, String reason) {
        try {
            client.ping();
            return false;
        } catch (JedisDataException e) {
            return String.valueOf(e.getMessage()).startsWith(reason);
        }
    }

    /** What a consumer handles, and the outages that it is told of. */
    private static final class Watch implements QueueListener {
        final Queue<String> bodies = new ConcurrentLinkedQueue<>();
        final Queue<String> outages = new ConcurrentLinkedQueue<>();

        JobConsumer consumer(Backend backend) {
            return new JobConsumer(
                    List.of(backend),
                    List.of("mail"),
                    JobHandler.of(job -> bodies.add(job.body().utf8())),
                    ConsumerOptions.DEFAULT,
                    this,
                    Thread::new);
        }

        @Override
        public void onOutage(String server, Throwable error) {
            outages.add(String.valueOf(error.getMessage()));
        }
    }
}
