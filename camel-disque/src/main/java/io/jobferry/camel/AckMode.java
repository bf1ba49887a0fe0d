package io.jobferry.camel;

/** When a route's job is acknowledged. */
public enum AckMode {
    /** When the exchange is done: success is acknowledged, failure follows {@link OnFailure}. */
    auto,
    /** When the route says so, with the {@link JobAcknowledgement} in a header; a failed exchange follows {@link OnFailure}. */
    manual,
    /** When it is handed over, before the route begins: at most once. */
    none
}
