package io.jobferry.connect;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a list of job keys as a short text, and reads it. Keys that differ in the number at their end only, as those of
 * a beanstalkd do, share what stands before it, and consecutive numbers are a range:
 *
 * <pre>
 * 1f5e-7 1f5e-8 1f5e-9 1f5e-12 2a-1     "1f5e-:7-9,12 2a-:1"
 * D-dcb833cf-8YL1NT17e9+wsA-05a1        "D-dcb833cf-8YL1NT17e9+wsA-05a:1"
 * </pre>
 *
 * A key without a number stands alone before its colon. No key has a space or a control character in it.
 */
final class KeyText {
    /** More than any server makes: a range of twelve thousand keys is a short text, and each repeats what they share. */
    private static final int LONGEST_KEY = 500;

    /** A number that any {@code long} can hold. */
    private static final int MOST_DIGITS = 18;

    private KeyText() {}

    /** @throws IllegalArgumentException if a key is empty or too long, or has a space or a control character in it */
    static String of(List<String> keys) {
        StringBuilder text = new StringBuilder();
        String prefix = "";
        long first = -1;
        long last = -1;
        for (String key : keys) {
            requireKey(key);
            int digits = numberAt(key);
            long number = digits == key.length() ? -1 : Long.parseLong(key, digits, key.length(), 10);
            boolean sameGroup = last >= 0 && number >= 0 && prefix.length() == digits && key.startsWith(prefix);
            if (sameGroup && number == last + 1) {
                last = number;
                continue;
            }
            endRange(text, first, last);
            if (sameGroup) {
                text.append(',');
            } else {
                prefix = key.substring(0, digits);
                text.append(text.isEmpty() ? "" : " ").append(prefix).append(':');
            }
            if (number >= 0) {
                text.append(number);
            }
            first = number;
            last = number;
        }
        endRange(text, first, last);
        return text.toString();
    }

    private static void endRange(StringBuilder text, long first, long last) {
        if (last > first) {
            text.append('-').append(last);
        }
    }

    private static void requireKey(String key) {
        if (key.isEmpty() || hasSpace(key)) {
            throw new IllegalArgumentException(
                    "job key is empty, or has a space or a control character: \"" + key + "\"");
        }
        requireShort(key);
    }

    /** Not by a stream: it is asked for each job of each batch. */
    private static boolean hasSpace(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (key.charAt(i) <= ' ') {
                return true;
            }
        }
        return false;
    }

    private static void requireShort(String key) {
        if (key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("job key has more than " + LONGEST_KEY + " characters: " + key.length());
        }
    }

    /** Where the number begins that the key ends with, leading zeros left out; the key's length if there is none. */
    private static int numberAt(String key) {
        int at = key.length();
        while (at > 0 && key.length() - at < MOST_DIGITS && isDigit(key.charAt(at - 1))) {
            at--;
        }
        while (at < key.length() - 1 && key.charAt(at) == '0') {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * The first {@code count} keys of a text.
     *
     * @throws IllegalArgumentException if the text is none, or has fewer
     */
    static List<String> keys(String text, int count) {
        List<String> keys = new ArrayList<>(Math.min(count, text.length()));
        for (String group : text.isEmpty() ? new String[0] : text.split(" ", -1)) {
            int colon = group.lastIndexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("keys have a group without a colon: \"" + group + "\"");
            }
            addGroup(keys, group.substring(0, colon), group.substring(colon + 1), count);
        }
        if (keys.size() < count) {
            throw new IllegalArgumentException("keys are fewer than " + count + ": " + keys.size());
        }
        return List.copyOf(keys);
    }

    private static void addGroup(List<String> keys, String prefix, String ranges, int most) {
        if (ranges.isEmpty()) {
            requireKey(prefix);
            if (keys.size() < most) {
                keys.add(prefix);
            }
            return;
        }
        requireShort(prefix);
        for (String range : ranges.split(",", -1)) {
            int dash = range.indexOf('-');
            long first = number(dash < 0 ? range : range.substring(0, dash));
            long last = dash < 0 ? first : number(range.substring(dash + 1));
            if (last < first) {
                throw new IllegalArgumentException("keys have a range that ends before it begins: \"" + range + "\"");
            }
            for (long number = first; number <= last && keys.size() < most; number++) {
                keys.add(prefix + number);
            }
        }
    }

    private static long number(String digits) {
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || !digits.chars().allMatch(c -> isDigit((char) c))) {
            throw new IllegalArgumentException("keys have a number that is none: \"" + digits + "\"");
        }
        return Long.parseLong(digits);
    }
}
