package io.jobferry.testkit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What of a queue is paused: that jobs come in, that they go out. */
enum DisquePause {
    NONE(false, false),
    IN(true, false),
    OUT(false, true),
    ALL(true, true);

    final boolean in;
    final boolean out;

    DisquePause(boolean in, boolean out) {
        this.in = in;
        this.out = out;
    }

    /** The pause of this name in small letters; null if there is none. */
    static @Nullable DisquePause named(String name) {
        for (DisquePause pause : values()) {
            if (pause.toString().equals(name)) {
                return pause;
            }
        }
        return null;
    }

    /** Both of them; but none takes back what was before it. */
    DisquePause and(DisquePause next) {
        if (next == NONE || this == NONE || this == next) {
            return next;
        }
        return ALL;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
