package io.jobferry.testkit;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The words of one command after its name, read from left to right as the server reads them. */
final class DisqueWords {
    private final List<String> words;
    private int at = 1;

    DisqueWords(List<String> words) {
        this.words = words;
    }

    boolean hasMore() {
        return at < words.size();
    }

    /** The next word, which there is. */
    String next() {
        return words.get(at++);
    }

    /** The next word, which there is, as one that is compared: in small letters, up to a NUL. */
    String option() {
        return option(next());
    }

    static String option(String word) {
        return cString(word).toLowerCase(Locale.ROOT);
    }

    /** The word that an option wants. */
    String value() throws DisqueError {
        if (!hasMore()) {
            throw DisqueError.syntax();
        }
        return next();
    }

    /** The number that an option wants, at least this. */
    long value(long least, String refusal) throws DisqueError {
        OptionalLong number = number(value());
        if (number.isEmpty() || number.getAsLong() < least) {
            throw DisqueError.of(refusal);
        }
        return number.getAsLong();
    }

    /** The number that must be there, of any size. */
    long anyNumber() throws DisqueError {
        return number(value()).orElseThrow(() -> DisqueError.of("value is not an integer or out of range"));
    }

    /** A time in milliseconds; 0 for no limit. */
    long timeoutMillis() throws DisqueError {
        long millis = number(value()).orElseThrow(() -> DisqueError.of("timeout is not an integer or out of range"));
        if (millis < 0) {
            throw DisqueError.of("timeout is negative");
        }
        return millis;
    }

    /** The next word, which there is, to be read later. */
    DisqueWords one() {
        return new DisqueWords(List.of("", next()));
    }

    /** What is left. */
    List<String> rest() {
        return words.subList(at, words.size());
    }

    /** What is left, which must be something. */
    List<String> atLeastOne() throws DisqueError {
        if (!hasMore()) {
            throw DisqueError.syntax();
        }
        return rest();
    }

    /** What is left, which must look like ids of jobs. */
    List<String> ids() throws DisqueError {
        for (String id : rest()) {
            if (!DisqueJob.isId(id)) {
                throw DisqueError.coded("BADID", "Invalid Job ID format.");
            }
        }
        return rest();
    }

    /** C's strtoll on the whole word: nothing is 0, and what follows a NUL does not matter. */
    private static OptionalLong number(String word) {
        String digits = cString(word);
        try {
            return OptionalLong.of(digits.isEmpty() ? 0 : Long.parseLong(digits));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** C's strtoul on the whole word: -1 is the largest. */
    static long unsigned(String word) throws DisqueError {
        String digits = cString(word);
        boolean negative = digits.startsWith("-");
        try {
            long number = digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits.substring(negative ? 1 : 0));
            return negative ? -number : number;
        } catch (NumberFormatException e) {
            throw DisqueError.of("invalid cursor or option name");
        }
    }

    static String cString(String word) {
        int end = word.indexOf('\0');
        return end < 0 ? word : word.substring(0, end);
    }
}
