package io.jobferry.disque;

import io.jobferry.jedis.Reply;
import java.util.List;
import java.util.function.Function;

/**
 * One page of QSCAN or JSCAN. Every item comes at least once; one may come twice.
 *
 * @param cursor what to ask for the next page with; {@code "0"} after the last
 * @param items this page's, maybe none
 */
public record DisqueScan<T>(String cursor, List<T> items) {
    /** The cursor that begins a scan, and ends it. */
    public static final String START = "0";

    public DisqueScan {
        items = List.copyOf(items);
    }

    static <T> DisqueScan<T> of(Reply reply, Function<Reply, T> item) {
        return new DisqueScan<>(
                reply.at(0).text(), reply.at(1).list().stream().map(item).toList());
    }

    /** Whether this page is the last. */
    public boolean isLast() {
        return cursor.equals(START);
    }
}
