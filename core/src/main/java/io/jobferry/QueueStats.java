package io.jobferry;

import java.util.OptionalLong;

/** How many jobs a queue has in each state; empty where the server does not count them. */
public record QueueStats(OptionalLong ready, OptionalLong delayed, OptionalLong reserved, OptionalLong dead) {
    /** The count of one state. */
    public OptionalLong of(JobState state) {
        return switch (state) {
            case READY -> ready;
            case DELAYED -> delayed;
            case RESERVED -> reserved;
            case DEAD -> dead;
        };
    }
}
