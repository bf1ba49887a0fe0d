package io.jobferry.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.function.Executable;

/**
 * What a reader may take of a stream, whatever is in it: an end, and no more memory than the stream is worth.
 *
 * @param bytes what it takes anyway
 * @param perByte and then for each byte of the stream
 */
public record Bounds(long bytes, long perByte) {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Fails if the work on a stream of this size goes on for ever, or takes more memory. */
    public void hold(int size, Executable work) {
        long limit = bytes + perByte * size;
        long first = allocated(work);
        // The JVM loads classes on the way, on our thread, and no class twice.
        long allocated = first < limit ? first : allocated(work);

        assertThat(allocated).as("bytes for a stream of %d", size).isLessThan(limit);
    }

    private static long allocated(Executable work) {
        return assertTimeoutPreemptively(SOON, () -> {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.execute();
            return THREADS.getCurrentThreadAllocatedBytes() - before;
        });
    }
}
