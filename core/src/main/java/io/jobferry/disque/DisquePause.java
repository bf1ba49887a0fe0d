package io.jobferry.disque;

import java.util.Locale;

/** What of a queue is paused. */
public enum DisquePause {
    /** Nothing. */
    NONE,
    /** No jobs are taken in: ADDJOB answers PAUSED, and nothing is queued again. */
    IN,
    /** No jobs are given out: GETJOB waits. */
    OUT,
    /** Both. */
    ALL;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DisquePause of(String word) {
        return Fields.oneOf(values(), DisquePause::word, word);
    }
}
