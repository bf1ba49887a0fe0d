package io.jobferry.testkit;

import java.util.function.Supplier;

/**
 * A Disque for tests. In a static field one server for all tests of the class, in an instance field a fresh one for each
 * test:
 *
 * <pre>{@code
 * @RegisterExtension
 * final EmbeddedDisqueExtension disque = new EmbeddedDisqueExtension();
 * }</pre>
 */
public final class EmbeddedDisqueExtension extends ServerExtension<EmbeddedDisque> {
    private final Supplier<EmbeddedDisque> starter;

    /** One node without a password. */
    public EmbeddedDisqueExtension() {
        this(EmbeddedDisque::start);
    }

    /** What this starts: {@code new EmbeddedDisqueExtension(() -> EmbeddedDisque.startCluster(3))}. */
    public EmbeddedDisqueExtension(Supplier<EmbeddedDisque> starter) {
        super("embedded Disque");
        this.starter = starter;
    }

    /** The port of the running server's first node. */
    public int port() {
        return server().port();
    }

    /** {@code host:port} of the running server's first node. */
    public String address() {
        return server().address();
    }

    /** The address of all nodes of the running server. */
    public String uri() {
        return server().uri();
    }

    @Override
    EmbeddedDisque start() {
        return starter.get();
    }

    @Override
    void stop(EmbeddedDisque running) {
        running.close();
    }
}
