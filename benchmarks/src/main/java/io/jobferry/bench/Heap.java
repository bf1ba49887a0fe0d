package io.jobferry.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What is alive in this JVM's heap. */
public final class Heap {
    /** The first finds what is dead, the second what the first gave to cleaners and queues of references. */
    private static final int COLLECTIONS = 3;

    private Heap() {}

    /** Bytes, after a collection of all garbage. */
    public static long used() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
