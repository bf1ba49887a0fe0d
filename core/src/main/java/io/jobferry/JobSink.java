package io.jobferry;

import java.util.List;

/** Where jobs are put: one queue of one backend. Any thread; it connects at the first put. */
public interface JobSink extends AutoCloseable {
    /**
     * Puts the jobs in one pipelined batch; result i is for job i. A connection that breaks on the way is a result
     * ({@link PutResult.Kind#UNKNOWN} for what was sent, {@link PutResult.Kind#REFUSED} for what was not): no job is
     * ever sent twice.
     *
     * @throws QueueException if the server cannot be reached; nothing was put
     * @throws IllegalArgumentException if options are another backend's or out of range; nothing was sent
     */
    List<PutResult> put(List<NewJob> jobs);

    /** Puts one job. */
    default PutResult put(NewJob job) {
        return put(List.of(job)).get(0);
    }

    @Override
    void close();
}
