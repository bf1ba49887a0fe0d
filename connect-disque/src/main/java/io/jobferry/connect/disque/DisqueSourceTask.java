package io.jobferry.connect.disque;

import io.jobferry.connect.JobSourceTask;

/** A task of {@link DisqueSourceConnector}. */
public final class DisqueSourceTask extends JobSourceTask {
    /** For the worker. */
    public DisqueSourceTask() {
        super(new DisqueBinding());
    }
}
