package io.jobferry.disque;

import org.jspecify.annotations.Nullable;

/**
 * Which queues QSCAN shows, and how many at a time. What is null does not matter.
 *
 * @param count about how many a page
 * @param minlen the fewest jobs in the queue
 * @param maxlen the most jobs in the queue
 * @param importrate the fewest jobs a second that come from other nodes
 * @param busyloop whether all come in one page, for which the server does nothing else
 */
public record DisqueQueueFilter(
        int count,
        @Nullable Long minlen,
        @Nullable Long maxlen,
        @Nullable Long importrate,
        boolean busyloop) {
    /** All queues, about 100 a page. */
    public static final DisqueQueueFilter ALL = new DisqueQueueFilter(100, null, null, null, false);

    public DisqueQueueFilter withCount(int value) {
        return new DisqueQueueFilter(value, minlen, maxlen, importrate, busyloop);
    }

    public DisqueQueueFilter withMinlen(long value) {
        return new DisqueQueueFilter(count, value, maxlen, importrate, busyloop);
    }

    public DisqueQueueFilter withMaxlen(long value) {
        return new DisqueQueueFilter(count, minlen, value, importrate, busyloop);
    }

    public DisqueQueueFilter withImportrate(long value) {
        return new DisqueQueueFilter(count, minlen, maxlen, value, busyloop);
    }

    public DisqueQueueFilter withBusyloop(boolean value) {
        return new DisqueQueueFilter(count, minlen, maxlen, importrate, value);
    }
}
