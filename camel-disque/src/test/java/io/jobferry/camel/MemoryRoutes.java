package io.jobferry.camel;

import io.jobferry.memory.MemoryBackend;

/** Routes on queues in this JVM. */
final class MemoryRoutes extends QueueRoutes {
    MemoryRoutes() {
        super(new MemoryBackend());
        context.addComponent("memory", new MemoryComponent(beside));
    }
}
