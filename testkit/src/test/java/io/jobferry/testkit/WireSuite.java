package io.jobferry.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A suite of raw conversations with a beanstalkd, fresh for each test, whoever made it. */
public abstract class WireSuite {
    private final List<Wire> wires = new ArrayList<>();
    private WireServer server;

    /** A new server; the suite closes it. */
    protected abstract WireServer start();

    @BeforeEach
    final void startServer() {
        server = start();
    }

    @AfterEach
    final void closeAll() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
        server.close();
    }

    final Wire connect() throws IOException {
        Wire wire = new Wire(server.port());
        wires.add(wire);
        return wire;
    }

    final void drain() {
        server.drain();
    }

    final Map<String, String> stats() throws IOException {
        return figures("stats");
    }

    final Map<String, String> statsJob(long id) throws IOException {
        return figures("stats-job " + id);
    }

    final Map<String, String> statsTube(String tube) throws IOException {
        return figures("stats-tube " + tube);
    }

    /** Asked on a connection of their own, which is gone before the next is made. */
    private Map<String, String> figures(String command) throws IOException {
        try (Wire wire = new Wire(server.port())) {
            return wire.send(command + "\r\n").expectYaml();
        }
    }
}
