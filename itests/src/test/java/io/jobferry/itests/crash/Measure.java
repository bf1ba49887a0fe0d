package io.jobferry.itests.crash;

/** What a process may hold more and more of. */
enum Measure {
    /** Objects that live after a collection. */
    HEAP("heap after GC, KiB", 6 * 1024),
    /** All memory, of which the collector keeps as much as it was given. */
    RESIDENT("resident, KiB", 48 * 1024),
    THREADS("threads", 4),
    FILES("open files", 8),
    /** Those among the open files. */
    SOCKETS("sockets", 4),
    /** As the queue server counts its own, ours among them. */
    CONNECTIONS("connections at the queue server", 4);

    private final String text;
    private final long growth;

    Measure(String text, long growth) {
        this.text = text;
        this.growth = growth;
    }

    /** So much more at the end than at the beginning is nothing yet. */
    long growth() {
        return growth;
    }

    /** Its name and unit. */
    @Override
    public String toString() {
        return text;
    }
}
