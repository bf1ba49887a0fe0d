package io.jobferry.itests;

import static org.awaitility.Awaitility.await;

import io.jobferry.kafka.Loopback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Real nodes in cluster mode, each with its part of the slots. */
final class RedisCluster implements AutoCloseable {
    private static final int SLOTS = 16_384;
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<TestServer> nodes = new ArrayList<>();
    private final int primaries;

    private RedisCluster(int primaries) {
        this.primaries = primaries;
    }

    /** A new cluster of so many primaries. Close it. */
    static RedisCluster start(int primaries) {
        RedisCluster cluster = new RedisCluster(primaries);
        try {
            for (int i = 0; i < primaries; i++) {
                cluster.add();
                int first = SLOTS * i / primaries;
                int last = SLOTS * (i + 1) / primaries - 1;
                cluster.ask(i, node -> node.clusterAddSlotsRange(first, last));
            }
            cluster.awaitWhole();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Adds a replica of this primary; returns its number. */
    int addReplicaOf(int primary) {
        String id = ask(primary, Jedis::clusterMyId);
        add();
        int replica = nodes.size() - 1;
        await("the replica knows its primary")
                .atMost(SOON)
                .until(() -> ask(replica, node -> node.clusterNodes().contains(id)));
        ask(replica, node -> node.clusterReplicate(id));
        await("the replica has what its primary has")
                .atMost(SOON)
                .until(() -> ask(replica, node -> node.info("replication").contains("master_link_status:up")));
        return replica;
    }

    private void add() {
        nodes.add(Servers.start(
                ServerKind.REDIS,
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(Loopback.freePort()),
                "--cluster-node-timeout",
                "2000",
                "--cluster-require-full-coverage",
                "no"));
        if (nodes.size() > 1) {
            HostAndPort other = address(nodes.size() - 1);
            int bus = busPort(nodes.size() - 1);
            ask(
                    0,
                    node -> node.sendCommand(
                            Command.CLUSTER,
                            "MEET",
                            other.getHost(),
                            Integer.toString(other.getPort()),
                            Integer.toString(bus)));
        }
    }

    private int busPort(int node) {
        return Integer.parseInt(
                ask(node, client -> client.configGet("cluster-port").get("cluster-port")));
    }

    /** Waits until every node has an owner for every slot and knows the others. */
    private void awaitWhole() {
        for (int i = 0; i < nodes.size(); i++) {
            int node = i;
            await("node " + i + " knows all")
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(SOON)
                    .until(() -> {
                        String info = ask(node, Jedis::clusterInfo);
                        return info.contains("cluster_state:ok")
                                && info.contains("cluster_slots_ok:" + SLOTS)
                                && info.contains("cluster_size:" + primaries);
                    });
        }
    }

    TestServer node(int i) {
        return nodes.get(i);
    }

    /** Who owns the slot of this key. */
    int ownerOf(String key) {
        return JedisClusterCRC16.getSlot(key) * primaries / SLOTS;
    }

    /** What this node answers. */
    <T> T ask(int node, Function<Jedis, T> question) {
        try (Jedis client = new Jedis(address(node))) {
            return question.apply(client);
        }
    }

    private HostAndPort address(int node) {
        return HostAndPort.from(nodes.get(node).address());
    }

    /** All nodes of now. */
    String uri() {
        return "redis-cluster://" + nodes.stream().map(TestServer::address).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        nodes.forEach(TestServer::close);
    }
}
