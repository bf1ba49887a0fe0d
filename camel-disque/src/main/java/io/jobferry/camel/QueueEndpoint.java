package io.jobferry.camel;

import io.jobferry.Backend;
import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.QueueAdmin;
import io.jobferry.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.spi.BrowsableEndpoint;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * One or several queues on one or several servers. Nothing connects before there is something to do: a server that is
 * down at the start keeps no route from starting. Any thread.
 */
public abstract class QueueEndpoint extends DefaultEndpoint implements BrowsableEndpoint, EndpointServiceLocation {
    private final QueueComponent component;
    private final List<String> queues;

    @UriParam(
            label = "advanced",
            defaultValue = "100",
            description = "The most jobs of each queue that browsing shows; some servers show fewer.")
    private int browseLimit = 100;

    private final ReentrantLock opening = new ReentrantLock();
    private List<Backend> opened = List.of(); // guarded by opening

    protected QueueEndpoint(String uri, QueueComponent component, List<String> queues) {
        super(uri, component);
        this.component = component;
        this.queues = List.copyOf(queues);
    }

    public abstract QueueConfiguration getConfiguration();

    /** The addresses that the options name, or those that stand for none. */
    protected abstract List<String> configuredServers();

    /** The backend that the user has given, to be used instead of the servers; it stays the user's to close. */
    protected abstract @Nullable Backend givenBackend();

    /** New backends for these servers: one each, or one for all if they are a cluster. Does not connect. */
    protected abstract List<Backend> open(List<String> servers);

    /** The scheme's header names. */
    public abstract JobHeaders headers();

    QueueComponent component() {
        return component;
    }

    /** The queues, in the path's order. */
    public List<String> queues() {
        return queues;
    }

    /**
     * The one queue that jobs are put into.
     *
     * @throws IllegalArgumentException if there are several
     */
    public String queue() {
        if (queues.size() != 1) {
            throw new IllegalArgumentException("endpoint to send to names " + queues.size() + " queues: " + queues);
        }
        return queues.get(0);
    }

    /** The addresses of the servers. */
    public List<String> servers() {
        Backend given = givenBackend();
        return given == null ? configuredServers() : List.of(given.name());
    }

    /** What the servers are as backends, opened at the first call. */
    public List<Backend> backends() {
        Backend given = givenBackend();
        if (given != null) {
            return List.of(given);
        }
        opening.lock();
        try {
            if (opened.isEmpty()) {
                opened = List.copyOf(open(servers()));
            }
            return opened;
        } finally {
            opening.unlock();
        }
    }

    /**
     * The one backend that a command goes to.
     *
     * @param command for the error only
     * @throws IllegalArgumentException if there are several
     */
    public Backend backend(String command) {
        List<Backend> backends = backends();
        if (backends.size() != 1) {
            throw new IllegalArgumentException(
                    "operation " + command + " needs one server, the endpoint has " + getServiceUrl());
        }
        return backends.get(0);
    }

    /** The names of the backends: unlike the addresses, the same however they were written. */
    public List<String> serverNames() {
        return backends().stream().map(Backend::name).toList();
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        QueueConsumer consumer = new QueueConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public PollingConsumer createPollingConsumer() {
        return new QueuePollingConsumer(this);
    }

    /** Ready jobs, by peek; none unless {@code browsable} is set. */
    @Override
    public List<Exchange> getExchanges() {
        if (!getConfiguration().isBrowsable()) {
            return List.of();
        }
        List<Exchange> exchanges = new ArrayList<>();
        forEachQueue(admin -> admin.peek(JobState.READY, browseLimit).forEach(job -> exchanges.add(exchangeOf(job))));
        return exchanges;
    }

    /** Counts only: also where {@code browsable} is not set. */
    @Override
    public BrowseStatus getBrowseStatus(int limit) {
        long ready = counts().getOrDefault(JobState.READY, 0L);
        return new BrowseStatus((int) Math.min(ready, Integer.MAX_VALUE), 0, 0);
    }

    @ManagedOperation(description = "How many jobs are in each state, over all queues and servers")
    public String jobCounts() {
        return counts().toString();
    }

    @ManagedAttribute(description = "The queues")
    public String getQueueNames() {
        return String.join(",", queues);
    }

    @ManagedAttribute(description = "The servers")
    @Override
    public String getServiceUrl() {
        return String.join(",", servers());
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("queues", getQueueNames());
    }

    @Override
    public int getBrowseLimit() {
        return browseLimit;
    }

    @Override
    public void setBrowseLimit(int browseLimit) {
        this.browseLimit = browseLimit;
    }

    /** Jobs in each state, over all queues and servers; a state that the server does not count is left out. */
    Map<JobState, Long> counts() {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        forEachQueue(admin -> {
            var stats = admin.stats();
            for (JobState state : JobState.values()) {
                OptionalLong count = stats.of(state);
                count.ifPresent(number -> counts.merge(state, number, Long::sum));
            }
        });
        return counts;
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        List<Backend> closing;
        opening.lock();
        try {
            closing = opened;
            opened = List.of();
        } finally {
            opening.unlock();
        }
        closing.forEach(Backend::close);
    }

    /** Trust and keys for servers that are reached over TLS; null if the options give none. */
    protected @Nullable Tls tls() {
        SSLContextParameters parameters = getConfiguration().getSslContextParameters();
        try {
            return parameters == null ? null : Tls.of(parameters.createSSLContext(getCamelContext()));
        } catch (GeneralSecurityException | IOException e) {
            throw new RuntimeCamelException("sslContextParameters make no TLS context: " + this, e);
        }
    }

    private Exchange exchangeOf(Job job) {
        Exchange exchange = createExchange();
        exchange.getMessage().setBody(job.body().bytes());
        headers().of(job).forEach(exchange.getMessage()::setHeader);
        return exchange;
    }

    private void forEachQueue(java.util.function.Consumer<QueueAdmin> look) {
        for (Backend backend : backends()) {
            for (String queue : queues) {
                try (QueueAdmin admin = backend.admin(queue)) {
                    look.accept(admin);
                }
            }
        }
    }
}
