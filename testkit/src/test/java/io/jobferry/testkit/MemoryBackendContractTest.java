package io.jobferry.testkit;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.memory.JobStore;
import io.jobferry.memory.MemoryBackend;
import io.jobferry.memory.MemoryPut;
import org.junit.jupiter.api.Nested;

class MemoryBackendContractTest extends BackendContract {
    private final JobStore store = new JobStore();

    @Override
    protected Backend open() {
        return new MemoryBackend(store);
    }

    @Override
    protected PutOptions shortLease() {
        return MemoryPut.DEFAULT.withLease(SHORT_LEASE);
    }

    @Nested
    class Priority extends PriorityContract {
        @Override
        protected Backend open() {
            return new MemoryBackend(store);
        }

        @Override
        protected PutOptions priority(long priority) {
            return MemoryPut.DEFAULT.withPriority(priority);
        }
    }
}
