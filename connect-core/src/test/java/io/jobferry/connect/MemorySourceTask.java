package io.jobferry.connect;

/** The memory backend's source task. */
public final class MemorySourceTask extends JobSourceTask {
    public MemorySourceTask() {
        this(new MemoryBinding());
    }

    MemorySourceTask(QueueBinding binding) {
        super(binding);
    }
}
