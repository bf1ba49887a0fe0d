package io.jobferry.testkit;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands of Disque, each with the number of its words, itself included; negative for so many or more. */
enum DisqueVerb {
    AUTH(2),
    PING(-1),
    INFO(-1),
    DEBUG(-2),
    CLUSTER(-2),
    TIME(1),
    HELLO(1),
    ADDJOB(-4),
    GETJOB(-2),
    ACKJOB(-1),
    FASTACK(-1),
    DELJOB(-1),
    SHOW(2),
    QLEN(2),
    QPEEK(3),
    QSTAT(2),
    QSCAN(-1),
    JSCAN(-1),
    ENQUEUE(-1),
    NACK(-1),
    DEQUEUE(-1),
    WORKING(2),
    PAUSE(-3);

    private static final Map<String, DisqueVerb> BY_NAME = new HashMap<>();

    static {
        for (DisqueVerb verb : values()) {
            BY_NAME.put(verb.name(), verb);
        }
    }

    private final int words;

    DisqueVerb(int words) {
        this.words = words;
    }

    /** The command of this name in letters of any case; null if there is none. */
    static @Nullable DisqueVerb of(String name) {
        return BY_NAME.get(name.toUpperCase(Locale.ROOT));
    }

    boolean takes(int count) {
        return words >= 0 ? count == words : count >= -words;
    }

    DisqueError wrongNumber() {
        return DisqueError.of("wrong number of arguments for '" + name().toLowerCase(Locale.ROOT) + "' command");
    }
}
