package io.jobferry.testkit;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.memory.MemoryBackend;
import io.jobferry.memory.MemoryPut;
import java.time.Duration;

class MemoryConsumerContractTest extends ConsumerContract {
    @Override
    protected Backend open() {
        return new MemoryBackend();
    }

    @Override
    protected PutOptions leasing(Duration lease) {
        return MemoryPut.DEFAULT.withLease(lease);
    }
}
