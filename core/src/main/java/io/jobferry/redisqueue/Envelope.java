package io.jobferry.redisqueue;

import java.util.function.UnaryOperator;

/** How a {@link PersistedJob} is written as one member of a list or of a sorted set. Any thread. */
interface Envelope {
    /**
     * The job in these bytes.
     *
     * @throws MalformedEnvelopeException if they are no such envelope
     */
    PersistedJob read(byte[] member) throws MalformedEnvelopeException;

    /** A new job's bytes. */
    byte[] write(PersistedJob job);

    /**
     * The bytes of a job that was read from these and changed: what depends on the process that wrote it stays.
     *
     * @throws MalformedEnvelopeException if they are no such envelope
     */
    byte[] rewrite(byte[] member, UnaryOperator<PersistedJob> change) throws MalformedEnvelopeException;

    /** The envelope that this layout has. */
    static Envelope of(RedisLayout layout) {
        return switch (layout.envelope()) {
            case GOB -> new GobEnvelope(layout.gobTypeId());
            case JSON -> new JsonEnvelope();
            case RAW -> throw new IllegalArgumentException("raw jobs have no envelope");
        };
    }
}
