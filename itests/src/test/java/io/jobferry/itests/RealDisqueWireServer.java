package io.jobferry.itests;

import static org.awaitility.Awaitility.await;

import io.jobferry.testkit.DisqueWireServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A real Disque, which is right where the embedded one differs. */
final class RealDisqueWireServer implements DisqueWireServer {
    private static final Duration TO_MEET = Duration.ofSeconds(20);

    private final List<TestServer> nodes;

    private RealDisqueWireServer(List<TestServer> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** One node, with these arguments. */
    static RealDisqueWireServer start(String... more) {
        return new RealDisqueWireServer(List.of(Servers.start(ServerKind.DISQUE, more)));
    }

    /** So many nodes that know each other. */
    static RealDisqueWireServer startCluster(int size) {
        List<TestServer> nodes = new ArrayList<>();
        while (nodes.size() < size) {
            nodes.add(Servers.start(ServerKind.DISQUE));
        }
        RealDisqueWireServer cluster = new RealDisqueWireServer(nodes);
        for (int node = 1; node < size; node++) {
            String unused = cluster.ask(0, "CLUSTER MEET 127.0.0.1 " + cluster.port(node));
        }
        await("nodes know each other")
                .atMost(TO_MEET)
                .until(() -> IntStream.range(0, size)
                        .allMatch(node -> cluster.ask(node, "CLUSTER INFO").contains("reachable_nodes:" + (size - 1))));
        return cluster;
    }

    @Override
    public int port(int node) {
        String address = nodes.get(node).address();
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    @Override
    public void kill(int node) {
        nodes.get(node).kill();
    }

    @Override
    public void close() {
        nodes.forEach(TestServer::close);
    }

    /** The answer, which is so short that it comes in one piece. */
    private String ask(int node, String line) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(node))) {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[1024];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
