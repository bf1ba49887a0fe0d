package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.Job;
import java.util.Map;
import java.util.OptionalInt;

/** Bytes are not the envelope that they should be. */
final class MalformedEnvelopeException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedEnvelopeException(String message) {
        super(message);
    }

    MalformedEnvelopeException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What was read, as a job: its bytes, with an id made from them. */
    Job shown(String queue, byte[] bytes) {
        String id = ContentId.of(bytes);
        return new Job(queue, id, id, Body.of(bytes), OptionalInt.empty(), Map.of("Malformed", getMessage()));
    }

    /** What is wrong. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
