package io.jobferry.itests;

import io.jobferry.camel.QueueServer;

/** A real server that keeps nothing on disk, for the suites of routes. */
final class RealQueueServer implements QueueServer {
    private final TestServer server;

    /** Not started yet, but with an address: it is started for that and ended at once. */
    RealQueueServer(ServerKind kind) {
        server = Servers.start(kind);
        server.kill();
    }

    @Override
    public String address() {
        return server.address();
    }

    @Override
    public void start() {
        server.restart();
    }

    @Override
    public void stop() {
        server.kill();
    }

    @Override
    public void close() {
        server.close();
    }
}
