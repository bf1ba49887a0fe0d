package io.jobferry.connect;

/** The memory backend's source. */
public final class MemorySourceConnector extends JobSourceConnector {
    public MemorySourceConnector() {
        super(new MemoryBinding(), MemorySourceTask.class);
    }
}
