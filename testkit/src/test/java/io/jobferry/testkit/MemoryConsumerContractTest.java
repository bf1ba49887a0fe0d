package io.jobferry.testkit;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.memory.MemoryBackend;
import io.jobferry.memory.MemoryPut;

class MemoryConsumerContractTest extends ConsumerContract {
    @Override
    protected Backend open() {
        return new MemoryBackend();
    }

    @Override
    protected PutOptions shortLease() {
        return MemoryPut.DEFAULT.withLease(SHORT_LEASE);
    }
}
