package io.jobferry.memory;

import io.jobferry.Backend;
import io.jobferry.BackendProvider;
import io.jobferry.QueueUri;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens {@code memory://name}: all backends of one name share their queues, for as long as the JVM lives, so that a
 * producer may close before a consumer opens. {@code memory:///} has queues of its own, gone once it is closed.
 */
public final class MemoryProvider implements BackendProvider {
    private static final Map<String, JobStore> STORES = new ConcurrentHashMap<>();

    @Override
    public Set<String> schemes() {
        return Set.of("memory");
    }

    @Override
    public Backend open(QueueUri uri) {
        if (!uri.path().isEmpty() && !uri.path().equals("/")) {
            throw new IllegalArgumentException("memory URI has a path: \"" + uri.path() + "\"; it is memory://name");
        }
        if (!uri.parameters().isEmpty()) {
            throw new IllegalArgumentException(
                    "memory URI takes no parameters: " + uri.parameters().keySet());
        }
        String name = uri.authority();
        JobStore store = name.isEmpty() ? new JobStore() : STORES.computeIfAbsent(name, unused -> new JobStore());
        return new MemoryBackend("memory://" + name, store);
    }
}
