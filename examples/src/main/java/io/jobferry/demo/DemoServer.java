package io.jobferry.demo;

import org.jspecify.annotations.Nullable;

/**
 * The server that the demo runs on.
 *
 * @param address {@code host:port}, with commas between several
 * @param stop ends it; null if it is the user's
 */
record DemoServer(String address, @Nullable Runnable stop) implements AutoCloseable {
    boolean isOurs() {
        return stop != null;
    }

    @Override
    public void close() {
        if (stop != null) {
            stop.run();
        }
    }
}
