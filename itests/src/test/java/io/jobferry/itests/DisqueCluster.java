package io.jobferry.itests;

import static org.awaitility.Awaitility.await;

import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueClient;
import io.jobferry.disque.DisqueNode;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.jedis.RespError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Three real nodes that know each other. */
final class DisqueCluster implements AutoCloseable {
    private static final int NODES = 3;
    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<TestServer> nodes = new ArrayList<>();

    private DisqueCluster() {}

    /** A new cluster; the nodes notice one that is gone within a second. Close it. */
    static DisqueCluster start(String... more) {
        DisqueCluster cluster = new DisqueCluster();
        List<String> arguments = new ArrayList<>(List.of("--cluster-node-timeout", "1000"));
        arguments.addAll(List.of(more));
        try {
            for (int i = 0; i < NODES; i++) {
                cluster.nodes.add(Servers.start(ServerKind.DISQUE, arguments.toArray(String[]::new)));
            }
            cluster.meet();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void meet() {
        for (TestServer other : nodes.subList(1, NODES)) {
            String[] address = other.address().split(":", 2);
            ask(
                    0,
                    client -> client.call("CLUSTER", "MEET", address[0], address[1])
                            .text());
        }
        awaitWhole();
    }

    /** Waits until every node knows every node, and thinks well of it. */
    void awaitWhole() {
        for (int i = 0; i < NODES; i++) {
            int node = i;
            await("node " + i + " knows all")
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(SOON)
                    .ignoreException(RespError.class) // it still reads its file
                    .until(() -> ask(node, DisqueCluster::isWhole));
        }
    }

    private static boolean isWhole(DisqueClient client) {
        List<DisqueNode> known = client.hello().nodes();
        return known.size() == NODES
                && known.stream().allMatch(node -> node.priority() == 1)
                && client.call("CLUSTER", "INFO").text().contains("cluster_reachable_nodes:" + (NODES - 1));
    }

    TestServer node(int i) {
        return nodes.get(i);
    }

    /** All nodes, as the options take them. */
    String servers() {
        return nodes.stream().map(TestServer::address).collect(Collectors.joining(","));
    }

    DisqueOptions options() {
        return DisqueOptions.of(servers()).withCommandTimeout(Duration.ofSeconds(2));
    }

    /** What this node answers. */
    <T> T ask(int node, Function<DisqueClient, T> question) {
        try (DisqueBackend backend =
                        new DisqueBackend(DisqueOptions.of(nodes.get(node).address()));
                DisqueClient client = backend.client()) {
            return question.apply(client);
        }
    }

    /** The first eight digits of the node's id. */
    String prefix(int node) {
        return ask(node, client -> client.hello().id()).substring(0, 8);
    }

    @Override
    public void close() {
        nodes.forEach(TestServer::close);
    }
}
