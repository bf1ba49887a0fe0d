package io.jobferry.testkit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A beanstalkd for tests. In a static field one server for all tests of the class, in an instance field a fresh one for
 * each test:
 *
 * <pre>{@code
 * @RegisterExtension
 * final EmbeddedBeanstalkdExtension beanstalkd = new EmbeddedBeanstalkdExtension();
 * }</pre>
 */
public final class EmbeddedBeanstalkdExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private @Nullable EmbeddedBeanstalkd server;
    /** An instance field is registered too late to see beforeAll. */
    private boolean oneForAll;

    /** The running server. */
    public EmbeddedBeanstalkd server() {
        if (server == null) {
            throw new IllegalStateException("no embedded beanstalkd: it runs from before to after each test, or from"
                    + " before to after all where the field of the extension is static");
        }
        return server;
    }

    /** The port of the running server. */
    public int port() {
        return server().port();
    }

    /** The address of the running server. */
    public String uri() {
        return server().uri();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (server == null) {
            oneForAll = true;
            server = EmbeddedBeanstalkd.start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (server == null) {
            server = EmbeddedBeanstalkd.start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!oneForAll) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    private void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
