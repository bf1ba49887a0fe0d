package io.jobferry.camel.redisqueue;

import io.jobferry.FailoverSink;
import io.jobferry.camel.QueueConfiguration;
import io.jobferry.redisqueue.LeaseOver;
import io.jobferry.redisqueue.PopFrom;
import io.jobferry.redisqueue.RedisChannel;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisPut;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.time.Duration;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of {@code redisqueue:}, besides those that all schemes share. */
@UriParams
public class RedisQueueConfiguration extends QueueConfiguration {
    @UriParam(label = "producer", defaultValue = "put", description = "What to do with an exchange.")
    private RedisQueueOperation operation = RedisQueueOperation.put;

    @UriParam(
            label = "producer",
            description =
                    "With operation reload or flush: the channel it is about, for reload one of FAILED and TIMEOUT.")
    private @Nullable RedisChannel channel;

    @UriParam(
            label = "common",
            defaultValue = "GOB",
            description =
                    "How jobs lie in Redis: GOB and JSON are core-queue's envelope, on core-queue's keys; RAW is the"
                            + " bare body on a plain list, which any program pushes and pops.")
    private RedisEnvelope envelope = RedisLayout.DEFAULT.envelope();

    @UriParam(
            label = "common",
            description = "What stands before a queue's name and a colon in its keys, in core-queue the application and"
                    + " its environment (app:env). If not set, nothing.")
    private String keyPrefix = RedisLayout.DEFAULT.keyPrefix();

    @UriParam(
            label = "common",
            defaultValue = "1h",
            javaType = "java.time.Duration",
            description = "How long a handler may take: it goes into the envelope of jobs that are put, and holds for"
                    + " those that come without. After it no lease is extended. Not for raw jobs. With a unit.")
    private Duration handleTimeout = RedisLayout.DEFAULT.handleTimeout();

    @UriParam(
            label = "producer,advanced",
            defaultValue = "65",
            description = "With envelope=GOB: the type id of jobs that are put, which must be the one that the Go"
                    + " processes on the queue write: 65 with Go up to 1.20, 64 from 1.21 on. Any id is read.")
    private int gobTypeId = RedisLayout.DEFAULT.gobTypeId();

    @UriParam(
            label = "consumer",
            defaultValue = "TIMEOUT",
            description =
                    "Where a job goes whose lease ended: to the list timeout, where it stays until it is moved back,"
                            + " as core-queue does; or back to WAITING, one attempt used. Raw jobs always come again.")
    private LeaseOver leaseOver = RedisLayout.DEFAULT.leaseOver();

    @UriParam(
            label = "consumer",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description = "How soon after its consumer died a job's lease ends. With leaseOver=TIMEOUT, raw jobs"
                    + " excepted, it is handleTimeout instead. With a unit.")
    private Duration lease = RedisLayout.DEFAULT.lease();

    @UriParam(
            label = "common",
            defaultValue = "RIGHT",
            description = "With envelope=RAW: the end of the list where jobs are taken; they are put at the other. LEFT"
                    + " where others push on the right, as Laravel and Resque do.")
    private PopFrom popFrom = RedisLayout.DEFAULT.popFrom();

    @UriParam(
            label = "producer",
            defaultValue = "0s",
            javaType = "java.time.Duration",
            description = "How long until jobs that are put, or sent back by retry, are ready. With a unit.")
    private Duration delay = Duration.ZERO;

    @UriParam(label = "producer", description = "What kind of job is put: Key in its envelope. If not set, nothing.")
    private String key = RedisPut.DEFAULT.key();

    @UriParam(
            label = "producer",
            description =
                    "After how many attempts a job that is put is given up: MaxAttempts in its envelope. If not set"
                            + " its consumer's own number counts, which is 1 for core-queue.")
    private @Nullable Integer jobMaxAttempts;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "0s",
            javaType = "java.time.Duration",
            description =
                    "The delay from which the first retry's grows of jobs that are put: Backoff in their envelope."
                            + " With a unit.")
    private Duration backoff = RedisPut.DEFAULT.backoff();

    @UriParam(
            label = "producer,advanced",
            defaultValue = "REPORT",
            description = "With several servers, what to do about a job whose put was not answered: REPORT fails the"
                    + " exchange, so that no job is there twice; PUT_AGAIN puts it to the next server.")
    private FailoverSink.OnUnknown onUnknown = FailoverSink.OnUnknown.REPORT;

    @UriParam(label = "common", defaultValue = "0", description = "The number of the database.")
    private int database;

    @UriParam(
            label = "security",
            description = "The user of Redis' access lists whose password it is. If not set, the default user.")
    private @Nullable String username;

    @UriParam(label = "security", security = "secret", description = "What the servers ask for by AUTH.")
    private @Nullable String password;

    @UriParam(
            label = "advanced",
            description = "A backend of your own, used instead of servers; it is not closed with the endpoint.")
    @Metadata(autowired = true)
    private @Nullable RedisQueueBackend backend;

    /**
     * How jobs are put where no header says otherwise.
     *
     * @throws IllegalArgumentException if an option is out of range, or for envelopes only where there is none
     */
    RedisPut put() {
        RedisPut put = RedisPut.DEFAULT.withDelay(delay).withKey(key).withBackoff(backoff);
        put = jobMaxAttempts == null ? put : put.withMaxAttempts(jobMaxAttempts);
        if (envelope == RedisEnvelope.RAW && !put.equals(RedisPut.DEFAULT.withDelay(delay))) {
            throw new IllegalArgumentException(
                    "key, jobMaxAttempts and backoff are for jobs with an envelope, not for RAW");
        }
        return put;
    }

    /** What a backend for this server needs to know. */
    RedisQueueOptions options(String server) {
        RedisQueueOptions options = RedisQueueOptions.of(server)
                .withConnectTimeout(getConnectTimeout())
                .withCommandTimeout(getCommandTimeout())
                .withDatabase(database)
                .withLayout(new RedisLayout(envelope, keyPrefix, gobTypeId, handleTimeout, leaseOver, lease, popFrom));
        if (username == null) {
            return password == null ? options : options.withPassword(password);
        }
        if (password == null) {
            throw new IllegalArgumentException("username has no password: " + username);
        }
        return options.withLogin(username, password);
    }

    @Override
    public RedisQueueConfiguration copy() {
        return (RedisQueueConfiguration) super.copy();
    }

    public RedisQueueOperation getOperation() {
        return operation;
    }

    public void setOperation(RedisQueueOperation operation) {
        this.operation = operation;
    }

    public @Nullable RedisChannel getChannel() {
        return channel;
    }

    public void setChannel(@Nullable RedisChannel channel) {
        this.channel = channel;
    }

    public RedisEnvelope getEnvelope() {
        return envelope;
    }

    public void setEnvelope(RedisEnvelope envelope) {
        this.envelope = envelope;
    }

    public String getKeyPrefix() {
        return keyPrefix;
    }

    public void setKeyPrefix(String keyPrefix) {
        this.keyPrefix = keyPrefix;
    }

    public Duration getHandleTimeout() {
        return handleTimeout;
    }

    public void setHandleTimeout(Duration handleTimeout) {
        this.handleTimeout = handleTimeout;
    }

    public int getGobTypeId() {
        return gobTypeId;
    }

    public void setGobTypeId(int gobTypeId) {
        this.gobTypeId = gobTypeId;
    }

    public LeaseOver getLeaseOver() {
        return leaseOver;
    }

    public void setLeaseOver(LeaseOver leaseOver) {
        this.leaseOver = leaseOver;
    }

    public Duration getLease() {
        return lease;
    }

    public void setLease(Duration lease) {
        this.lease = lease;
    }

    public PopFrom getPopFrom() {
        return popFrom;
    }

    public void setPopFrom(PopFrom popFrom) {
        this.popFrom = popFrom;
    }

    public Duration getDelay() {
        return delay;
    }

    public void setDelay(Duration delay) {
        this.delay = delay;
    }

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public @Nullable Integer getJobMaxAttempts() {
        return jobMaxAttempts;
    }

    public void setJobMaxAttempts(@Nullable Integer jobMaxAttempts) {
        this.jobMaxAttempts = jobMaxAttempts;
    }

    public Duration getBackoff() {
        return backoff;
    }

    public void setBackoff(Duration backoff) {
        this.backoff = backoff;
    }

    @Override
    public FailoverSink.OnUnknown getOnUnknown() {
        return onUnknown;
    }

    public void setOnUnknown(FailoverSink.OnUnknown onUnknown) {
        this.onUnknown = onUnknown;
    }

    public int getDatabase() {
        return database;
    }

    public void setDatabase(int database) {
        this.database = database;
    }

    public @Nullable String getUsername() {
        return username;
    }

    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable RedisQueueBackend getBackend() {
        return backend;
    }

    public void setBackend(@Nullable RedisQueueBackend backend) {
        this.backend = backend;
    }
}
