package io.jobferry;

/** Where a job can be. */
public enum JobState {
    /** Can be reserved. */
    READY,
    /** Can be reserved once its delay is over. */
    DELAYED,
    /** Somebody holds it. */
    RESERVED,
    /** Given up: buried, in the dead queue, or on the failed or timeout list. */
    DEAD
}
