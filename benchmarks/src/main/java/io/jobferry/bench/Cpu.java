package io.jobferry.bench;

import java.time.Duration;

/** The CPU time of processes, user and system together; the system counts it in hundredths of a second. */
final class Cpu {
    private Cpu() {}

    static long nanos(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
}
