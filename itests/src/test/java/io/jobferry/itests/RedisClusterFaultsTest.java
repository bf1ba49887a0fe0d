package io.jobferry.itests;

import static io.jobferry.itests.RedisMembersFixture.one;
import static io.jobferry.itests.RedisMembersFixture.settle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutOptions;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClusterFailoverOption;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Slots that lie elsewhere, move, and lose their owner. */
@NeedsServer(ServerKind.REDIS)
class RedisClusterFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final RedisCluster cluster = RedisCluster.start(2);

    private final Backend backend =
            new RedisQueueBackend(RedisQueueOptions.of(cluster.uri()).withCommandTimeout(Duration.ofSeconds(3)));

    @AfterEach
    void closeBoth() {
        backend.close();
        cluster.close();
    }

    @Test
    void fault_32_queues_of_different_nodes_go_where_moved_sends_them() throws Exception {
        List<String> queues = IntStream.range(0, 8).mapToObj(i -> "moved-" + i).toList();
        JobSource source = backend.source(queues);

        for (String queue : queues) {
            put(queue, PutOptions.none(), "now in " + queue);
            put(queue, PutOptions.delayed(Duration.ofMillis(100)), "later in " + queue);
        }

        for (int left = 16; left > 0; left--) {
            Reservation job = one(source);
            assertThat(job.job().body().utf8()).endsWith(" in " + job.job().queue());
            assertThat(settle(source, job, Outcome.done())).isEqualTo(Settled.APPLIED);
        }
        assertThat(queues.stream().map(this::owner).distinct()).hasSize(2);
    }

    @Test
    void fault_32_while_a_slot_moves_puts_go_along_and_then_all_jobs_are_there() throws Exception {
        String queue = "migrated";
        int from = owner(queue);
        int to = 1 - from;
        put(queue, PutOptions.none(), "held", "ready");
        JobSource source = backend.source(List.of(queue));
        Reservation held = one(source);
        int slot = JedisClusterCRC16.getSlot("{" + queue + "}:waiting");

        beginMigration(slot, from, to);
        moveKeys(slot, from, to);
        put(queue, PutOptions.none(), "new"); // sent on by ASK
        Settled meanwhile =
                settle(source, held, Outcome.done()); // of several keys, which a slot on its way does not let
        endMigration(slot, to);

        assertThat(meanwhile).isEqualTo(Settled.UNKNOWN);
        assertThat(settle(source, held, Outcome.done())).isEqualTo(Settled.APPLIED);
        for (String body : List.of("ready", "new")) {
            Reservation job = one(source);
            assertThat(job.job().body().utf8()).isEqualTo(body);
            assertThat(settle(source, job, Outcome.done())).isEqualTo(Settled.APPLIED);
        }
        assertThat(backend.admin(queue).stats().reserved()).hasValue(0);
    }

    @Test
    void fault_32_a_replica_that_took_over_has_the_jobs_and_settles_what_was_held() throws Exception {
        String queue = "failover";
        int primary = owner(queue);
        int replica = cluster.addReplicaOf(primary);
        put(queue, PutOptions.none(), "held", "ready");
        JobSource source = backend.source(List.of(queue));
        Reservation held = one(source);
        awaitReplica(primary, "{" + queue + "}:marker");

        cluster.node(primary).kill();
        cluster.ask(replica, node -> node.clusterFailover(ClusterFailoverOption.TAKEOVER));

        Reservation ready = afterTheOutage(source);
        assertThat(ready.job().body().utf8()).isEqualTo("ready");
        await().atMost(SOON).until(() -> settle(source, held, Outcome.done()) == Settled.APPLIED);
        assertThat(settle(source, ready, Outcome.done())).isEqualTo(Settled.APPLIED);
    }

    /** Until a replica has all that was written before; WAIT asks for what its own connection has written. */
    private void awaitReplica(int primary, String marker) {
        await().atMost(SOON)
                .until(() -> cluster.ask(primary, node -> {
                            node.set(marker, "");
                            return node.waitReplicas(1, 1_000);
                        })
                        == 1);
    }

    private int owner(String queue) {
        return cluster.ownerOf("{" + queue + "}:waiting");
    }

    private void beginMigration(int slot, int from, int to) {
        String source = cluster.ask(from, Jedis::clusterMyId);
        String target = cluster.ask(to, Jedis::clusterMyId);
        cluster.ask(to, node -> node.clusterSetSlotImporting(slot, source));
        cluster.ask(from, node -> node.clusterSetSlotMigrating(slot, target));
    }

    private void moveKeys(int slot, int from, int to) {
        String[] address = cluster.node(to).address().split(":", 2);
        cluster.ask(from, node -> {
            List<String> keys = node.clusterGetKeysInSlot(slot, 100);
            return node.migrate(
                    address[0], Integer.parseInt(address[1]), 5_000, new MigrateParams(), keys.toArray(String[]::new));
        });
    }

    private void endMigration(int slot, int to) {
        String target = cluster.ask(to, Jedis::clusterMyId);
        cluster.ask(to, node -> node.clusterSetSlotNode(slot, target));
        cluster.ask(1 - to, node -> node.clusterSetSlotNode(slot, target));
    }

    private void put(String queue, PutOptions options, String... bodies) {
        try (JobSink sink = backend.sink(queue)) {
            sink.put(List.of(bodies).stream()
                            .map(body -> new NewJob(Body.utf8(body), options))
                            .toList())
                    .forEach(put -> assertThat(put.id()).isNotEmpty());
        }
    }

    private static Reservation afterTheOutage(JobSource source) {
        return await().atMost(SOON)
                .ignoreExceptionsInstanceOf(QueueException.class)
                .until(() -> source.reserve(1, Duration.ofMillis(500)), jobs -> !jobs.isEmpty())
                .get(0);
    }
}
