package io.jobferry.camel.disque;

import io.jobferry.camel.QueueConfiguration;
import io.jobferry.disque.AckMode;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import io.jobferry.disque.DisquePut;
import java.time.Duration;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of {@code disque:}, besides those that all schemes share. */
@UriParams
public class DisqueConfiguration extends QueueConfiguration {
    @UriParam(label = "producer", defaultValue = "put", description = "What to do with an exchange.")
    private DisqueOperation operation = DisqueOperation.put;

    @UriParam(
            label = "producer",
            description = "On how many nodes a job must be before its put is answered, 1 to 65535. If not set the"
                    + " server decides: 3, or as many as there are.")
    private @Nullable Integer replicate;

    @UriParam(
            label = "producer",
            defaultValue = "0s",
            javaType = "java.time.Duration",
            description = "How long until jobs that are put are queued; below ttl. With a unit (5s): the server"
                    + " counts whole seconds, fractions are rounded up.")
    private Duration delay = Duration.ZERO;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description = "After how long without an acknowledgement a job that is put is delivered again. 0 for"
                    + " never: at most once, which needs replicate=1. With a unit (60s): the server counts whole"
                    + " seconds, fractions are rounded up. If not set the server decides: 5 minutes, or a tenth"
                    + " of ttl if that is less.")
    private @Nullable Duration retry;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description = "After how long the server drops a job that is put, delivered or not. With a unit (1h): the"
                    + " server counts whole seconds, fractions are rounded up. If not set the server decides: one"
                    + " day.")
    private @Nullable Duration ttl;

    @UriParam(
            label = "producer",
            description = "How many jobs may lie in the queue, as the node that is asked counts it, before a put is"
                    + " refused.")
    private @Nullable Long maxlen;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether a put is answered before the job is replicated: faster, and until then the job is"
                    + " lost with its node.")
    private boolean async;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Whether jobs that are done are acknowledged by FASTACK, which tells every node once, and"
                    + " not by ACKJOB, which tells them until they have heard it: fewer messages, and a second"
                    + " delivery by a node that was away.")
    private boolean fastAck;

    @UriParam(
            label = "consumer",
            defaultValue = "{queue}:dead",
            description = "The queue where the dead jobs of a queue go, with {queue} for its name.")
    private String deadQueue = "{queue}:dead";

    @UriParam(
            label = "consumer",
            defaultValue = "30d",
            javaType = "java.time.Duration",
            description = "How long dead jobs are kept. With a unit.")
    private Duration deadTtl = Duration.ofDays(30);

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "1h",
            javaType = "java.time.Duration",
            description = "For how long a failed job is kept by its consumer until it may be tried again, so that it"
                    + " keeps its id and its count of attempts. Where the wait is longer it is added anew with a"
                    + " delay and begins at its first attempt. With a unit.")
    private Duration maxHold = Duration.ofHours(1);

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "1000",
            description = "After how many jobs a lane looks whether another node made most of them, and goes there.")
    private int cycle = 1000;

    @UriParam(
            label = "common,advanced",
            defaultValue = "false",
            description = "Whether nodes that only other nodes told of are connected to, and told the password: no,"
                    + " unless the network between is trusted.")
    private boolean useAnnounced;

    @UriParam(
            label = "security",
            security = "secret",
            description = "What the servers ask for by AUTH, every node the same.")
    private @Nullable String password;

    @UriParam(
            label = "advanced",
            description = "A backend of your own, used instead of servers; it is not closed with the endpoint.")
    @Metadata(autowired = true)
    private @Nullable DisqueBackend backend;

    /** How jobs are put where no header says otherwise. */
    DisquePut put() {
        return new DisquePut(replicate, delay, retry, ttl, maxlen, async);
    }

    /** What a backend for these nodes needs to know. */
    DisqueOptions options(String servers) {
        DisqueOptions options = DisqueOptions.of(servers)
                .withConnectTimeout(getConnectTimeout())
                .withCommandTimeout(getCommandTimeout())
                .withPut(put())
                .withAckMode(fastAck ? AckMode.FASTACK : AckMode.ACKJOB)
                .withDeadQueue(deadQueue)
                .withDeadTtl(deadTtl)
                .withMaxHold(maxHold)
                .withCycle(cycle)
                .withUseAnnounced(useAnnounced);
        return password == null ? options : options.withPassword(password);
    }

    @Override
    public DisqueConfiguration copy() {
        return (DisqueConfiguration) super.copy();
    }

    public DisqueOperation getOperation() {
        return operation;
    }

    public void setOperation(DisqueOperation operation) {
        this.operation = operation;
    }

    public @Nullable Integer getReplicate() {
        return replicate;
    }

    public void setReplicate(@Nullable Integer replicate) {
        this.replicate = replicate;
    }

    public Duration getDelay() {
        return delay;
    }

    public void setDelay(Duration delay) {
        this.delay = delay;
    }

    public @Nullable Duration getRetry() {
        return retry;
    }

    public void setRetry(@Nullable Duration retry) {
        this.retry = retry;
    }

    public @Nullable Duration getTtl() {
        return ttl;
    }

    public void setTtl(@Nullable Duration ttl) {
        this.ttl = ttl;
    }

    public @Nullable Long getMaxlen() {
        return maxlen;
    }

    public void setMaxlen(@Nullable Long maxlen) {
        this.maxlen = maxlen;
    }

    public boolean isAsync() {
        return async;
    }

    public void setAsync(boolean async) {
        this.async = async;
    }

    public boolean isFastAck() {
        return fastAck;
    }

    public void setFastAck(boolean fastAck) {
        this.fastAck = fastAck;
    }

    public String getDeadQueue() {
        return deadQueue;
    }

    public void setDeadQueue(String deadQueue) {
        this.deadQueue = deadQueue;
    }

    public Duration getDeadTtl() {
        return deadTtl;
    }

    public void setDeadTtl(Duration deadTtl) {
        this.deadTtl = deadTtl;
    }

    public Duration getMaxHold() {
        return maxHold;
    }

    public void setMaxHold(Duration maxHold) {
        this.maxHold = maxHold;
    }

    public int getCycle() {
        return cycle;
    }

    public void setCycle(int cycle) {
        this.cycle = cycle;
    }

    public boolean isUseAnnounced() {
        return useAnnounced;
    }

    public void setUseAnnounced(boolean useAnnounced) {
        this.useAnnounced = useAnnounced;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable DisqueBackend getBackend() {
        return backend;
    }

    public void setBackend(@Nullable DisqueBackend backend) {
        this.backend = backend;
    }
}
