package io.jobferry.camel;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that an exchange came from and may still hold, whatever its headers say by now: kept as an exchange
 * property, which copies of the exchange share.
 *
 * @param servers the names of those that they may come from
 * @param jobs one, or all of a batch
 */
public record HeldByExchange(List<String> servers, List<JobAcknowledgement> jobs) {
    private static final String PROPERTY = "CamelJobferryHeld";

    public HeldByExchange {
        servers = List.copyOf(servers);
        jobs = List.copyOf(jobs);
    }

    /**
     * What this exchange holds of the endpoint's servers.
     *
     * @param command for the error only
     * @throws IllegalStateException if it holds nothing, or jobs of other servers
     */
    public static HeldByExchange required(Exchange exchange, QueueEndpoint endpoint, String command) {
        HeldByExchange held = of(exchange);
        if (held == null || !held.isFrom(endpoint)) {
            throw new IllegalStateException(
                    command + " is for a job that the exchange holds, and this one holds no job of "
                            + endpoint.getServiceUrl());
        }
        return held;
    }

    /**
     * Those of the exchange's jobs that a command on the id header's jobs is about: all if there is no such header.
     * Empty if the header names others, or the exchange holds nothing.
     *
     * @throws IllegalStateException if it is about held jobs and others at once, or about jobs that are held of other
     *     servers, where an id is another job's
     */
    public static Optional<HeldByExchange> meant(Exchange exchange, QueueEndpoint endpoint) {
        HeldByExchange held = of(exchange);
        String header = endpoint.headers().id();
        List<String> ids = new JobRequest(exchange.getMessage()).ids(header);
        boolean named = exchange.getMessage().getHeader(header) != null;
        HeldByExchange meant = held == null || !named ? held : held.only(ids);
        if (meant == null || meant.jobs.isEmpty()) {
            return Optional.empty();
        }
        if (named && !meant.ids().containsAll(ids)) {
            throw new IllegalStateException("header " + header + " names jobs that this exchange holds, " + meant.ids()
                    + ", together with others: " + ids);
        }
        if (!meant.isFrom(endpoint)) {
            throw new IllegalStateException("the job that this exchange holds, " + meant.ids() + ", is of "
                    + meant.servers + ": nothing is done about it on " + endpoint.getServiceUrl());
        }
        return Optional.of(meant);
    }

    /** Does this to each job; returns to how many it could be done. */
    public long act(Predicate<JobAcknowledgement> verb) {
        long done = 0;
        for (JobAcknowledgement job : jobs) {
            done += verb.test(job) ? 1 : 0;
        }
        return done;
    }

    void putInto(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    private static @Nullable HeldByExchange of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, HeldByExchange.class);
    }

    private boolean isFrom(QueueEndpoint endpoint) {
        return endpoint.serverNames().containsAll(servers);
    }

    private HeldByExchange only(List<String> ids) {
        return new HeldByExchange(
                servers, jobs.stream().filter(job -> ids.contains(job.jobId())).toList());
    }

    private List<String> ids() {
        return jobs.stream().map(JobAcknowledgement::jobId).toList();
    }
}
