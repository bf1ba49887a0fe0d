package io.jobferry.testkit;

import io.jobferry.Backend;
import io.jobferry.JobLimits;
import io.jobferry.PutOptions;
import io.jobferry.memory.MemoryBackend;
import io.jobferry.memory.MemoryPut;

class MemoryJobLimitsTest extends JobLimitsContract {
    @Override
    protected Backend open() {
        return new MemoryBackend();
    }

    @Override
    protected PutOptions limited(JobLimits limits) {
        return MemoryPut.DEFAULT.withLease(SHORT_LEASE).withLimits(limits);
    }
}
