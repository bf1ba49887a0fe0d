package io.jobferry.beanstalk;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The one reply of an exchange that may be longer in coming than others, as that to a reserve may.
 *
 * @param at which of the replies, from 0; -1 if there is none
 * @param deadlineNanos when it must have come
 * @param begins given the replies before it, when all of them have come
 * @param ended called when it has come
 */
record Waiting(int at, LongSupplier deadlineNanos, Consumer<List<Reply>> begins, Runnable ended) {
    static final Waiting NONE = new Waiting(-1, () -> 0, before -> {}, () -> {});

    /** The first reply is waited for. */
    static Waiting first(LongSupplier deadlineNanos, Runnable ended) {
        return new Waiting(0, deadlineNanos, before -> {}, ended);
    }
}
