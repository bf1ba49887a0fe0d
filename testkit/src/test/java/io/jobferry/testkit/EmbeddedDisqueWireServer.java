package io.jobferry.testkit;

final class EmbeddedDisqueWireServer implements DisqueWireServer {
    private final EmbeddedDisque disque;

    EmbeddedDisqueWireServer(EmbeddedDisque disque) {
        this.disque = disque;
    }

    @Override
    public int port(int node) {
        return disque.port(node);
    }

    @Override
    public void kill(int node) {
        disque.kill(node);
    }

    @Override
    public void close() {
        disque.close();
    }
}
