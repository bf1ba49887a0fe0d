package io.jobferry.connect.disque;

import io.jobferry.connect.JobSinkConnector;

/** Carries records of Kafka topics to queues of a Disque cluster, as jobs. */
public final class DisqueSinkConnector extends JobSinkConnector {
    /** For the worker. */
    public DisqueSinkConnector() {
        super(new DisqueBinding(), DisqueSinkTask.class);
    }
}
