package io.jobferry.demo;

import io.jobferry.testkit.EmbeddedBeanstalkd;
import org.jspecify.annotations.Nullable;

/** The beanstalkd that the demo runs on: one of its own, or the user's. */
final class DemoServer implements AutoCloseable {
    private final String address;
    private final @Nullable EmbeddedBeanstalkd embedded;

    private DemoServer(String address, @Nullable EmbeddedBeanstalkd embedded) {
        this.address = address;
        this.embedded = embedded;
    }

    /** An embedded server if no address is given. */
    static DemoServer start(@Nullable String given) {
        if (given != null) {
            return new DemoServer(given, null);
        }
        EmbeddedBeanstalkd embedded = EmbeddedBeanstalkd.start();
        return new DemoServer("127.0.0.1:" + embedded.port(), embedded);
    }

    /** {@code host:port}. */
    String address() {
        return address;
    }

    boolean isOurs() {
        return embedded != null;
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
