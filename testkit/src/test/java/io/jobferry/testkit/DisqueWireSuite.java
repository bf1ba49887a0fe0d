package io.jobferry.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A suite of raw conversations with a Disque of one node, fresh for each test, whoever made it. */
public abstract class DisqueWireSuite {
    private final List<Wire> wires = new ArrayList<>();
    private DisqueWireServer server;

    /** A new server of one node; the suite closes it. */
    protected abstract DisqueWireServer start();

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
        Wire wire = new Wire(server.port(0));
        wires.add(wire);
        return wire;
    }

    final int port() {
        return server.port(0);
    }
}
