package io.jobferry.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server for tests: in a static field one for all tests of the class, in an instance field one for each. */
abstract class ServerExtension<S>
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private final String name;
    private @Nullable S server;
    /** An instance field is registered too late to see beforeAll. */
    private boolean oneForAll;

    ServerExtension(String name) {
        this.name = name;
    }

    abstract S start();

    abstract void stop(S running);

    /** The running server. */
    public final S server() {
        if (server == null) {
            throw new IllegalStateException("no " + name + ": it runs from before to after each test, or from before to"
                    + " after all where the field of the extension is static");
        }
        return server;
    }

    @Override
    public final void beforeAll(ExtensionContext context) {
        if (server == null) {
            oneForAll = true;
            server = start();
        }
    }

    @Override
    public final void beforeEach(ExtensionContext context) {
        if (server == null) {
            server = start();
        }
    }

    @Override
    public final void afterEach(ExtensionContext context) {
        if (!oneForAll) {
            stopIfRunning();
        }
    }

    @Override
    public final void afterAll(ExtensionContext context) {
        stopIfRunning();
    }

    private void stopIfRunning() {
        if (server != null) {
            stop(server);
            server = null;
        }
    }
}
