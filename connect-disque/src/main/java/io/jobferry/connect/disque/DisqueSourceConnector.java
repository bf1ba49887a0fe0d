package io.jobferry.connect.disque;

import io.jobferry.connect.JobSourceConnector;

/** Carries jobs from queues of a Disque cluster to Kafka topics; a job is acknowledged when its record is in Kafka. */
public final class DisqueSourceConnector extends JobSourceConnector {
    /** For the worker. */
    public DisqueSourceConnector() {
        super(new DisqueBinding(), DisqueSourceTask.class);
    }
}
