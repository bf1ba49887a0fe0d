package io.jobferry.connect.disque;

import io.jobferry.connect.JobSinkTask;

/** A task of {@link DisqueSinkConnector}. */
public final class DisqueSinkTask extends JobSinkTask {
    /** For the worker. */
    public DisqueSinkTask() {
        super(new DisqueBinding());
    }
}
