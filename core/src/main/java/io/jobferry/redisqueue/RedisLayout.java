package io.jobferry.redisqueue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a queue's keys are called and what lies in them. Start from {@link #DEFAULT}.
 *
 * @param envelope how a job lies in Redis
 * @param keyPrefix what stands before a queue's name and a colon, in core-queue the application and its environment
 *     ({@code app:env}); empty for nothing
 * @param gobTypeId the type id of new jobs in {@link RedisEnvelope#GOB}, from 64: what the Go processes on the same queue
 *     use, which is 65 for those made with Go up to 1.20, and 64 from 1.21 on. Any id is read
 * @param handleTimeout how long a handler may take for a job that does not say so itself; after it no lease is extended.
 *     Not for {@link RedisEnvelope#RAW}, whose leases are extended for as long as the consumer does so
 * @param leaseOver where a job goes whose lease ended; raw ones always come again
 * @param lease how long a reserved job is ours without an extension; counted in microseconds by the server's clock. With
 *     {@link LeaseOver#TIMEOUT} it is the handle timeout instead
 * @param popFrom from which end raw jobs are taken; the others are always taken from the right
 * @param channels the keys of queues, by their names, whose keys are not called after prefix and name; not for {@link
 *     RedisEnvelope#RAW}
 */
public record RedisLayout(
        RedisEnvelope envelope,
        String keyPrefix,
        int gobTypeId,
        Duration handleTimeout,
        LeaseOver leaseOver,
        Duration lease,
        PopFrom popFrom,
        Map<String, RedisChannels> channels) {
    private static final int FIRST_TYPE_ID = 64;
    private static final Duration MOST = Duration.ofDays(3650);

    /** Gobs of type 65 without a prefix, an hour to handle a job, then to the list {@code timeout}; leases of 60 s. */
    public static final RedisLayout DEFAULT = new RedisLayout(
            RedisEnvelope.GOB, "", 65, Duration.ofHours(1), LeaseOver.TIMEOUT, Duration.ofSeconds(60), PopFrom.RIGHT);

    public RedisLayout {
        Objects.requireNonNull(envelope, "envelope");
        Objects.requireNonNull(keyPrefix, "keyPrefix");
        Objects.requireNonNull(leaseOver, "leaseOver");
        channels = Map.copyOf(channels);
        if (gobTypeId < FIRST_TYPE_ID) {
            throw new IllegalArgumentException("gobTypeId is below " + FIRST_TYPE_ID + ": " + gobTypeId);
        }
        inBounds(handleTimeout, "handleTimeout");
        inBounds(lease, "lease");
        if (popFrom == PopFrom.LEFT && envelope != RedisEnvelope.RAW) {
            throw new IllegalArgumentException("popFrom LEFT is for RAW jobs, not for " + envelope);
        }
        if (!channels.isEmpty() && envelope == RedisEnvelope.RAW) {
            throw new IllegalArgumentException("channels are for jobs with an envelope, not for RAW");
        }
    }

    /** A layout in which all keys are called after prefix and name. */
    public RedisLayout(
            RedisEnvelope envelope,
            String keyPrefix,
            int gobTypeId,
            Duration handleTimeout,
            LeaseOver leaseOver,
            Duration lease,
            PopFrom popFrom) {
        this(envelope, keyPrefix, gobTypeId, handleTimeout, leaseOver, lease, popFrom, Map.of());
    }

    public RedisLayout withEnvelope(RedisEnvelope value) {
        return new RedisLayout(value, keyPrefix, gobTypeId, handleTimeout, leaseOver, lease, popFrom, channels);
    }

    public RedisLayout withKeyPrefix(String value) {
        return new RedisLayout(envelope, value, gobTypeId, handleTimeout, leaseOver, lease, popFrom, channels);
    }

    public RedisLayout withGobTypeId(int value) {
        return new RedisLayout(envelope, keyPrefix, value, handleTimeout, leaseOver, lease, popFrom, channels);
    }

    public RedisLayout withHandleTimeout(Duration value) {
        return new RedisLayout(envelope, keyPrefix, gobTypeId, value, leaseOver, lease, popFrom, channels);
    }

    public RedisLayout withLeaseOver(LeaseOver value) {
        return new RedisLayout(envelope, keyPrefix, gobTypeId, handleTimeout, value, lease, popFrom, channels);
    }

    public RedisLayout withLease(Duration value) {
        return new RedisLayout(envelope, keyPrefix, gobTypeId, handleTimeout, leaseOver, value, popFrom, channels);
    }

    public RedisLayout withPopFrom(PopFrom value) {
        return new RedisLayout(envelope, keyPrefix, gobTypeId, handleTimeout, leaseOver, lease, value, channels);
    }

    /** The same with these keys for the queue of this name. */
    public RedisLayout withChannels(String queue, RedisChannels keys) {
        Map<String, RedisChannels> all = new HashMap<>(channels);
        all.put(queue, keys);
        return new RedisLayout(envelope, keyPrefix, gobTypeId, handleTimeout, leaseOver, lease, popFrom, all);
    }

    private static void inBounds(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(name + " is not above zero and at most " + MOST + ": " + duration);
        }
    }
}
