package io.jobferry.connect;

import io.jobferry.Body;
import io.jobferry.NewJob;
import io.jobferry.connect.SinkConfig.OnNullValue;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Which job a record is, and which queue it goes to. Owned by the task's thread. */
final class JobMapping implements AutoCloseable {
    private static final Body NOTHING = Body.of(new byte[0]);

    private final QueueTemplate queue;
    private final @Nullable String queueHeader;
    private final Set<String> allowedQueues;
    private final OnNullValue onNullValue;
    private final boolean withOriginLine;
    private final PutHeaders put;
    private final ValueBytes values = new ValueBytes();

    /**
     * The mapping that is configured.
     *
     * @throws IllegalArgumentException if a put key is out of range
     */
    JobMapping(SinkConfig config) {
        this.queue = config.queue();
        this.queueHeader = config.queueHeader();
        this.allowedQueues = Set.copyOf(config.allowedQueues());
        this.onNullValue = config.onNullValue();
        this.withOriginLine = config.hasOriginLine();
        this.put = new PutHeaders(config.binding(), config.put());
    }

    /**
     * The record's job; empty for a null value that is to be ignored.
     *
     * @throws MalformedRecordException if the record cannot be one
     */
    Optional<QueuedJob> job(SinkRecord record) {
        if (record.value() == null && onNullValue == OnNullValue.IGNORE) {
            return Optional.empty();
        }
        Body body = body(record);
        NewJob job = new NewJob(withOriginLine ? OriginLine.before(body, record) : body, put.options(record.headers()));
        return Optional.of(new QueuedJob(record, queue(record), job));
    }

    private Body body(SinkRecord record) {
        if (record.value() != null) {
            return values.body(record);
        }
        if (onNullValue == OnNullValue.FAIL) {
            throw new MalformedRecordException("value is null (" + SinkConfig.ON_NULL_VALUES + " is fail)");
        }
        return NOTHING;
    }

    /** The topic is the one that transforms left the record with: renaming topics is a way to name queues. */
    private String queue(SinkRecord record) {
        Header header = queueHeader == null ? null : record.headers().lastWithName(queueHeader);
        return header == null ? queue.queue(record.topic()) : allowed(header);
    }

    private String allowed(Header header) {
        String name = PutHeaders.text(header.value());
        if (name == null) {
            throw new MalformedRecordException(
                    "header " + header.key() + " is " + PutHeaders.type(header.value()) + ", not a queue's name");
        }
        if (!allowedQueues.contains(name)) {
            throw new MalformedRecordException("header " + header.key() + " names a queue that "
                    + SinkConfig.QUEUE_HEADER_ALLOWED + " does not have: " + PutHeaders.quoted(name));
        }
        return name;
    }

    @Override
    public void close() {
        values.close();
    }
}
