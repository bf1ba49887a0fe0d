package io.jobferry.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A demo's figures, in the order in which they are added, and whether they are as they should be. */
final class Report {
    private final Accountant accountant;
    private final List<String> rows = new ArrayList<>();
    private boolean good;

    /** @param killedAt how many jobs had arrived when the worker was killed; 0 if it was not */
    Report(Accountant accountant, int put, int killedAt) {
        this.accountant = accountant;
        this.good = killedAt > 0;
        row("put", put);
        row("routed", accountant.distinct());
        row("worker killed (-9)", killedAt > 0 ? "at " + killedAt : "no", "");
    }

    Report row(String name, long value) {
        return row(name, String.format(Locale.ROOT, "%,d", value), "");
    }

    /** No row where the server cannot tell. */
    Report row(String name, OptionalLong value) {
        value.ifPresent(known -> row(name, known));
        return this;
    }

    Report micros(String name, long value) {
        return row(name, String.format(Locale.ROOT, "%,d", value), " µs");
    }

    /** What became of every job; good only if none is missing and none came that was never put. */
    Report account() {
        row("lost", accountant.lost());
        row("duplicated", accountant.duplicated());
        if (accountant.unknown() > 0) {
            row("never put, yet arrived", accountant.unknown());
        }
        return require(accountant.lost() == 0 && accountant.unknown() == 0);
    }

    /** What a figure means. */
    Report note(String text) {
        rows.add("  " + text);
        return this;
    }

    Report require(boolean condition) {
        good &= condition;
        return this;
    }

    boolean isGood() {
        return good;
    }

    void print(PrintStream out) {
        rows.forEach(out::println);
    }

    private Report row(String name, String value, String unit) {
        rows.add(String.format(Locale.ROOT, "  %-34s%10s%s", name, value, unit));
        return this;
    }
}
