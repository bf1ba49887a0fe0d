package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.gob.Gob;
import io.jobferry.gob.GobException;
import io.jobferry.gob.GobField;
import io.jobferry.gob.GobRecord;
import io.jobferry.gob.GobStruct;
import io.jobferry.gob.GobTypes;
import java.util.function.UnaryOperator;

/**
 * Go's gob of core-queue's struct. A Go peer finds a job by encoding it again, so a retry keeps the type id that it was
 * read with: another id would be another member.
 */
final class GobEnvelope implements Envelope {
    private static final GobField<String> UNIQUE_ID = new GobField<>("UniqueId", GobTypes.STRING);
    private static final GobField<String> KEY = new GobField<>("Key", GobTypes.STRING);
    private static final GobField<Body> VALUE = new GobField<>("Value", GobTypes.BYTES);
    private static final GobField<Long> HANDLE_TIMEOUT = new GobField<>("HandleTimeout", GobTypes.INT);
    private static final GobField<Long> BACKOFF = new GobField<>("Backoff", GobTypes.INT);
    private static final GobField<Long> ATTEMPTS = new GobField<>("Attempts", GobTypes.INT);
    private static final GobField<Long> MAX_ATTEMPTS = new GobField<>("MaxAttempts", GobTypes.INT);
    private static final GobStruct PERSISTED_JOB =
            GobStruct.of("PersistedJob", UNIQUE_ID, KEY, VALUE, HANDLE_TIMEOUT, BACKOFF, ATTEMPTS, MAX_ATTEMPTS);

    private final int typeId;

    /** New jobs get this type id. */
    GobEnvelope(int typeId) {
        this.typeId = typeId;
    }

    @Override
    public PersistedJob read(byte[] member) throws MalformedEnvelopeException {
        return job(gob(member).value());
    }

    @Override
    public byte[] write(PersistedJob job) {
        return new Gob<>(PERSISTED_JOB, typeId, fields(job)).write().bytes();
    }

    @Override
    public byte[] rewrite(byte[] member, UnaryOperator<PersistedJob> change) throws MalformedEnvelopeException {
        Gob<GobRecord> read = gob(member);
        PersistedJob changed = change.apply(job(read.value()));
        return new Gob<>(PERSISTED_JOB, read.typeId(), fields(changed)).write().bytes();
    }

    private static Gob<GobRecord> gob(byte[] member) throws MalformedEnvelopeException {
        try {
            return Gob.read(Body.of(member), PERSISTED_JOB);
        } catch (GobException e) {
            throw new MalformedEnvelopeException("job is no gob of a PersistedJob: " + e.getMessage(), e);
        }
    }

    private static PersistedJob job(GobRecord fields) {
        return new PersistedJob(
                fields.get(UNIQUE_ID),
                fields.get(KEY),
                fields.get(VALUE),
                fields.get(HANDLE_TIMEOUT),
                fields.get(BACKOFF),
                fields.get(ATTEMPTS),
                fields.get(MAX_ATTEMPTS));
    }

    private static GobRecord fields(PersistedJob job) {
        return PERSISTED_JOB
                .zero()
                .with(UNIQUE_ID, job.uniqueId())
                .with(KEY, job.key())
                .with(VALUE, job.value())
                .with(HANDLE_TIMEOUT, job.handleTimeoutNanos())
                .with(BACKOFF, job.backoffNanos())
                .with(ATTEMPTS, job.attempts())
                .with(MAX_ATTEMPTS, job.maxAttempts());
    }
}
