package io.jobferry.itests.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.Job;
import io.jobferry.Queues;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A consumer with the options of a URI, which is done with every job at once. */
final class Worker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private final Backend backend;
    private final JobConsumer consumer;

    Worker(String uri, String queue) {
        backend = Queues.open(uri);
        consumer = new JobConsumer(backend, queue, JobHandler.of(jobs::add));
        consumer.start();
    }

    /** The next job's body. */
    String next() throws InterruptedException {
        Job job = jobs.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(job).as("job within " + PATIENCE).isNotNull();
        return job.body().utf8();
    }

    /** Ends once the jobs in work are settled. */
    @Override
    public void close() {
        try {
            assertThat(consumer.awaitStop(PATIENCE)).as("worker ended").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            backend.close();
        }
    }
}
