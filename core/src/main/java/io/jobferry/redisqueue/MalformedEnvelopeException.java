package io.jobferry.redisqueue;

/** Bytes are not the envelope that they should be. */
final class MalformedEnvelopeException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedEnvelopeException(String message) {
        super(message);
    }

    MalformedEnvelopeException(String message, Throwable cause) {
        super(message, cause);
    }
}
