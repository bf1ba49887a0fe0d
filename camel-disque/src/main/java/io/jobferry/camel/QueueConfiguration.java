package io.jobferry.camel;

import io.jobferry.FailoverSink;
import io.jobferry.consume.Backoff;
import io.jobferry.consume.ConsumerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** The options that all schemes share: on the component for all of its endpoints, on an endpoint for itself. */
@UriParams
public class QueueConfiguration implements Cloneable {
    @UriParam(
            label = "common",
            description = "The servers, parted by commas: host:port, or a URI with the scheme's own server schemes."
                    + " Servers that know nothing of each other are consumed from all at once, and puts go to one of"
                    + " them; the nodes of a cluster are one server.")
    private @Nullable String servers;

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description = "The number of lanes on each server: threads that each have a connection of their own,"
                    + " take jobs and run the route.")
    private int concurrentConsumers = 1;

    @UriParam(
            label = "consumer",
            defaultValue = "64",
            description = "The most jobs that one poll brings. Polls adapt below it: they grow while the queue is"
                    + " full and the route is fast.")
    private int maxJobsPerPoll = 64;

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "256",
            description = "The most jobs that one lane holds: in the route, waiting for it, or waiting for their"
                    + " acknowledgement. Must be above an aggregation's size where it acknowledges by hand.")
    private int maxJobsInFlight = 256;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Whether all jobs of a poll make one exchange: its body is the list of their bodies, and"
                    + " each job header is a list in the same order.")
    private boolean batching;

    @UriParam(
            label = "consumer",
            defaultValue = "auto",
            description = "When a job is acknowledged: auto when its exchange is done, manual by the"
                    + " acknowledgement header, none before the route begins.")
    private AckMode ackMode = AckMode.auto;

    @UriParam(
            label = "consumer",
            defaultValue = "retry",
            description = "What becomes of a job whose exchange failed: retry with backoff and dead after the last"
                    + " attempt, dead at once, or discard.")
    private OnFailure onFailure = OnFailure.retry;

    @UriParam(
            label = "consumer",
            defaultValue = "5",
            description = "With onFailure=retry: the delivery of a job that is the last if it fails. 0 for no limit.")
    private int maxAttempts = 5;

    @UriParam(
            label = "consumer",
            defaultValue = "1s",
            javaType = "java.time.Duration",
            description = "With onFailure=retry: how long a job waits after its first failure. The wait doubles at each"
                    + " further one, with jitter.")
    private Duration retryDelay = Duration.ofSeconds(1);

    @UriParam(
            label = "consumer",
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description = "With onFailure=retry: no wait is longer.")
    private Duration maxRetryDelay = Duration.ofMinutes(10);

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description = "Whether a job's lease is extended before it ends for as long as the job is held.")
    private boolean extendLease = true;

    @UriParam(
            label = "consumer",
            defaultValue = "1h",
            javaType = "java.time.Duration",
            description = "How long a job is held at most before its lease is left to end.")
    private Duration maxLease = Duration.ofHours(1);

    @UriParam(
            label = "common,advanced",
            defaultValue = "5s",
            javaType = "java.time.Duration",
            description = "The longest time to make a connection, a TLS handshake included.")
    private Duration connectTimeout = Duration.ofSeconds(5);

    @UriParam(
            label = "common,advanced",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "The longest time for a reply; after it the connection is given up.")
    private Duration commandTimeout = Duration.ofSeconds(10);

    @UriParam(
            label = "advanced",
            defaultValue = "false",
            description =
                    "Whether the waiting jobs can be looked at, bodies included, over JMX and the browse console.")
    private boolean browsable;

    @UriParam(label = "security", description = "Trust and keys for servers that are reached over TLS.")
    private @Nullable SSLContextParameters sslContextParameters;

    /** The servers in their order, or the fall-back if none are set. */
    public List<String> serverList(String fallBack) {
        String text = servers == null || servers.isBlank() ? fallBack : servers;
        List<String> list = new ArrayList<>();
        for (String server : text.split(",", -1)) {
            if (server.isBlank()) {
                throw new IllegalArgumentException("servers has an empty entry: \"" + text + "\"");
            }
            list.add(server.strip());
        }
        return list;
    }

    /** What the engine needs to know. */
    ConsumerOptions consumerOptions() {
        return new ConsumerOptions(
                concurrentConsumers,
                maxJobsPerPoll,
                Math.max(maxJobsInFlight, maxJobsPerPoll),
                extendLease,
                maxLease,
                onFailure.policy(maxAttempts, new Backoff(retryDelay, maxRetryDelay)),
                Backoff.RECONNECT);
    }

    /** With several backends, what to do about a job whose put was not answered; where there is one, nothing. */
    public FailoverSink.OnUnknown getOnUnknown() {
        return FailoverSink.OnUnknown.REPORT;
    }

    /** A copy that an endpoint may change. */
    public QueueConfiguration copy() {
        try {
            return (QueueConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public @Nullable String getServers() {
        return servers;
    }

    public void setServers(@Nullable String servers) {
        this.servers = servers;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public int getMaxJobsPerPoll() {
        return maxJobsPerPoll;
    }

    public void setMaxJobsPerPoll(int maxJobsPerPoll) {
        this.maxJobsPerPoll = maxJobsPerPoll;
    }

    public int getMaxJobsInFlight() {
        return maxJobsInFlight;
    }

    public void setMaxJobsInFlight(int maxJobsInFlight) {
        this.maxJobsInFlight = maxJobsInFlight;
    }

    public boolean isBatching() {
        return batching;
    }

    public void setBatching(boolean batching) {
        this.batching = batching;
    }

    public AckMode getAckMode() {
        return ackMode;
    }

    public void setAckMode(AckMode ackMode) {
        this.ackMode = ackMode;
    }

    public OnFailure getOnFailure() {
        return onFailure;
    }

    public void setOnFailure(OnFailure onFailure) {
        this.onFailure = onFailure;
    }

    public int getMaxAttempts() {
        return maxAttempts;
    }

    public void setMaxAttempts(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    public Duration getRetryDelay() {
        return retryDelay;
    }

    public void setRetryDelay(Duration retryDelay) {
        this.retryDelay = retryDelay;
    }

    public Duration getMaxRetryDelay() {
        return maxRetryDelay;
    }

    public void setMaxRetryDelay(Duration maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }

    public boolean isExtendLease() {
        return extendLease;
    }

    public void setExtendLease(boolean extendLease) {
        this.extendLease = extendLease;
    }

    public Duration getMaxLease() {
        return maxLease;
    }

    public void setMaxLease(Duration maxLease) {
        this.maxLease = maxLease;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getCommandTimeout() {
        return commandTimeout;
    }

    public void setCommandTimeout(Duration commandTimeout) {
        this.commandTimeout = commandTimeout;
    }

    public boolean isBrowsable() {
        return browsable;
    }

    public void setBrowsable(boolean browsable) {
        this.browsable = browsable;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }
}
