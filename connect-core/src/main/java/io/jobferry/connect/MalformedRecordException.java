package io.jobferry.connect;

import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** A record can never be a job, however often it is tried: the message says why; it may quote headers, never values. */
final class MalformedRecordException extends DataException {
    private static final long serialVersionUID = 1;

    MalformedRecordException(String reason) {
        this(reason, null);
    }

    MalformedRecordException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
