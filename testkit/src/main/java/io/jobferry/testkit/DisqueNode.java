package io.jobferry.testkit;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One node of a cluster, with its queues. Owned by the loop's thread. */
final class DisqueNode {
    private static final int ID_BYTES = 20;

    /** 40 hexadecimal digits. */
    final String id;

    final int port;
    /** Its queues, the oldest first. */
    final Map<String, DisqueQueue> queues = new LinkedHashMap<>();

    private final DisqueClock clock;
    private long lastQueue;
    boolean leaving;
    boolean up = true;
    int connections;
    long connectionsEver;
    long commandsEver;

    DisqueNode(int port, DisqueClock clock) {
        byte[] random = new byte[ID_BYTES];
        new SecureRandom().nextBytes(random);
        this.id = HexFormat.of().formatHex(random);
        this.port = port;
        this.clock = clock;
    }

    /** The queue of this name, made if it is not there. */
    DisqueQueue queue(String name) {
        return queues.computeIfAbsent(name, made -> new DisqueQueue(made, this, ++lastQueue, clock.seconds()));
    }

    @Nullable
    DisqueQueue existing(String name) {
        return queues.get(name);
    }

    int length(String name) {
        DisqueQueue queue = existing(name);
        return queue == null ? 0 : queue.jobs.size();
    }

    /** Whether others may send it jobs. */
    boolean isReachable() {
        return up && !leaving;
    }
}
