package io.jobferry.camel;

import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.JobConsumer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a route on the jobs of a {@link JobConsumer}: one exchange a job, or one a poll with {@code batching}. Exchanges
 * are processed on the lanes' threads; a lane takes its next job when the route returns, which an asynchronous route
 * does before it is done.
 *
 * <p>Stopping: Camel first asks to defer, which takes no more jobs; then it waits for {@link #getPendingExchangesSize}
 * within its own time-out; what is left by then goes back, no attempt used.
 */
@ManagedResource(description = "Managed job queue consumer")
public class QueueConsumer extends DefaultConsumer implements ShutdownAware, Suspendable {
    private static final Logger LOG = LoggerFactory.getLogger(QueueConsumer.class);

    private final QueueEndpoint endpoint;
    private volatile ServerOutages outages = new ServerOutages();
    private volatile @Nullable JobConsumer jobs;
    private final JobExchange exchanges;

    QueueConsumer(QueueEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.exchanges = new JobExchange(endpoint);
    }

    @Override
    public QueueEndpoint getEndpoint() {
        return endpoint;
    }

    /** Which of the servers cannot be reached now. */
    ServerOutages outages() {
        return outages;
    }

    @ManagedAttribute(description = "Jobs that are in the route")
    public int getJobsInWork() {
        JobConsumer running = jobs;
        return running == null ? 0 : running.working();
    }

    @ManagedAttribute(description = "Servers that cannot be reached now")
    public String getServersDown() {
        return String.join(",", outages.down().keySet());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        watchHealth();
        JobConsumer started = open();
        started.start();
        jobs = started;
    }

    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        running().suspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        running().resume();
    }

    @Override
    protected void doStop() throws Exception {
        JobConsumer stopping = jobs;
        jobs = null;
        if (stopping != null) {
            // Camel's own time-out is over by now: nothing more to wait for.
            boolean ended = stopping.awaitStop(Duration.ZERO);
            LOG.debug("consumer of {} stopped, all jobs ended: {}", endpoint, ended);
        }
        outages = new ServerOutages(); // nobody is left to tell that a server is back
        super.doStop();
    }

    /** Takes no more jobs from here on. Camel asks this too when it only suspends: so it must be possible to resume. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        JobConsumer running = jobs;
        if (running != null) {
            running.suspend();
        }
        return true;
    }

    @Override
    public int getPendingExchangesSize() {
        return getJobsInWork();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // deferShutdown has done it
    }

    private JobConsumer open() {
        ConsumerOptions options = endpoint.getConfiguration().consumerOptions();
        ThreadFactory threads = work ->
                endpoint.getCamelContext().getExecutorServiceManager().newThread(endpoint.getEndpointBaseUri(), work);
        return endpoint.getConfiguration().isBatching()
                ? JobConsumer.ofBatches(
                        endpoint.backends(), endpoint.queues(), this::process, options, outages, threads)
                : new JobConsumer(endpoint.backends(), endpoint.queues(), this::process, options, outages, threads);
    }

    private void process(Delivery delivery) {
        Exchange exchange = createExchange(true);
        exchanges.fill(exchange, delivery);
        process(exchange);
    }

    private void process(List<Delivery> batch) {
        Exchange exchange = createExchange(true);
        exchanges.fill(exchange, batch);
        process(exchange);
    }

    private void process(Exchange exchange) {
        try {
            getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
        } catch (Error e) {
            exchange.setException(e);
            runLeftOvers();
            throw e; // fails the job in case nothing was left to end the exchange
        }
    }

    /**
     * Camel lets Errors through, and leaves the exchange's next steps on this thread: they would run, as if nothing had
     * happened, together with the next exchange. Run now they find the exchange failed, and end it.
     */
    private void runLeftOvers() {
        endpoint.getCamelContext()
                .getCamelContextExtension()
                .getReactiveExecutor()
                .schedule(() -> LOG.debug("an Error went through the route of {}", endpoint));
    }

    private void watchHealth() {
        QueueHealthCheck check = new QueueHealthCheck(this);
        check.setEnabled(endpoint.component().isHealthCheckConsumerEnabled());
        setHealthCheck(check);
    }

    private JobConsumer running() {
        JobConsumer running = jobs;
        if (running == null) {
            throw new IllegalStateException("consumer of " + endpoint + " is not started");
        }
        return running;
    }
}
