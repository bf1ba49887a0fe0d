package io.jobferry.jedis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a backend opened and nobody closed yet. Any thread. */
public final class Openings {
    private final Set<Opening> open = ConcurrentHashMap.newKeySet();

    /** Something that closes without an exception. */
    @FunctionalInterface
    public interface Opening {
        void close();
    }

    public void add(Opening opening) {
        open.add(opening);
    }

    /** To be called when it closes. */
    public void remove(Opening opening) {
        open.remove(opening);
    }

    /** Closes them all. */
    public void closeAll() {
        open.forEach(Opening::close);
        open.clear();
    }
}
