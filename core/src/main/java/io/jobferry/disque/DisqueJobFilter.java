package io.jobferry.disque;

import io.jobferry.disque.DisqueJobInfo.State;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs JSCAN shows, and how many at a time.
 *
 * @param count about how many a page
 * @param queue the only queue to look at; null for all
 * @param states the only states to look at; empty for all
 * @param busyloop whether all come in one page, for which the server does nothing else
 */
public record DisqueJobFilter(int count, @Nullable String queue, Set<State> states, boolean busyloop) {
    /** All jobs, about 100 a page. */
    public static final DisqueJobFilter ALL = new DisqueJobFilter(100, null, Set.of(), false);

    public DisqueJobFilter {
        states = Set.copyOf(states);
    }

    public DisqueJobFilter withCount(int value) {
        return new DisqueJobFilter(value, queue, states, busyloop);
    }

    public DisqueJobFilter withQueue(String value) {
        return new DisqueJobFilter(count, value, states, busyloop);
    }

    public DisqueJobFilter withStates(State... values) {
        return new DisqueJobFilter(count, queue, Set.of(values), busyloop);
    }

    public DisqueJobFilter withBusyloop(boolean value) {
        return new DisqueJobFilter(count, queue, states, value);
    }
}
