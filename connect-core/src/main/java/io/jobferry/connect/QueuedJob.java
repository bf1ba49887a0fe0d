package io.jobferry.connect;

import io.jobferry.NewJob;
import org.apache.kafka.connect.sink.SinkRecord;

/** A record, the job it is, and the queue it goes to. */
record QueuedJob(SinkRecord record, String queue, NewJob job) {}
