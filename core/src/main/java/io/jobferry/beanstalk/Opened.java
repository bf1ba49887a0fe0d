package io.jobferry.beanstalk;

import java.util.IdentityHashMap;
import java.util.List;

/** What has connections of its own and is closed with its backend, unless it was closed before. Any thread. */
final class Opened {
    /** How each is closed. Guarded by this. */
    private final IdentityHashMap<Object, Runnable> open = new IdentityHashMap<>();

    /** Guarded by this. */
    private boolean closed;

    /** Keeps it; one that comes after {@link #closeAll} is closed at once. */
    <T> T add(T opened, Runnable close) {
        if (!keep(opened, close)) {
            close.run();
        }
        return opened;
    }

    private synchronized boolean keep(Object opened, Runnable close) {
        if (!closed) {
            open.put(opened, close);
        }
        return !closed;
    }

    synchronized void forget(Object opened) {
        open.remove(opened);
    }

    void closeAll() {
        forgetAll().forEach(Runnable::run);
    }

    private synchronized List<Runnable> forgetAll() {
        closed = true;
        List<Runnable> all = List.copyOf(open.values());
        open.clear();
        return all;
    }
}
