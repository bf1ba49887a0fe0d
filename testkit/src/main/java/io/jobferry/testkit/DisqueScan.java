package io.jobferry.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a QSCAN or a JSCAN asks for. A cursor is the position of the last one told, so what is there from the beginning
 * to the end of a scan is told once.
 */
abstract class DisqueScan<T> {
    private static final int DEFAULT_COUNT = 100;

    private long cursor;
    private boolean hasCursor;
    private long count = DEFAULT_COUNT;
    private boolean busyLoop;

    /** What one scan tells, and where the next goes on; 0 if there is nothing more. */
    record Page<T>(List<T> told, long cursor) {}

    /** Takes an option of its own, which has a value; returns false if it is none. */
    abstract boolean read(String option, DisqueWords words) throws DisqueError;

    abstract boolean wants(T one);

    /** Above zero; greater than those of all before it. */
    abstract long position(T one);

    final void read(DisqueWords words) throws DisqueError {
        while (words.hasMore()) {
            String word = words.next();
            String option = DisqueWords.option(word);
            if (option.equals("busyloop")) {
                busyLoop = true;
            } else if (option.equals("count") && words.hasMore()) {
                count = words.anyNumber();
            } else if (!words.hasMore() || !read(option, words)) {
                readCursor(word);
            }
        }
    }

    /** The next page of these, which are in the order of their positions. */
    final Page<T> page(Collection<T> all) {
        // A count below zero is a large one to the server.
        long most = busyLoop || count < 0 ? Long.MAX_VALUE : Math.max(1, count);
        List<T> told = new ArrayList<>();
        for (T one : all) {
            if (Long.compareUnsigned(position(one), cursor) > 0 && wants(one)) {
                if (told.size() == most) {
                    return new Page<>(told, position(told.get(told.size() - 1)));
                }
                told.add(one);
            }
        }
        return new Page<>(told, 0);
    }

    private void readCursor(String word) throws DisqueError {
        if (hasCursor) {
            throw DisqueError.syntax();
        }
        hasCursor = true;
        cursor = DisqueWords.unsigned(word);
    }
}
