package io.jobferry.camel;

import java.util.List;
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

    /** What this exchange holds, or null if it came from elsewhere. */
    public static @Nullable HeldByExchange of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, HeldByExchange.class);
    }

    void putInto(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }
}
