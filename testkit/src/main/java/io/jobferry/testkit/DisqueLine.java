package io.jobferry.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of words as a human types it: parted by blanks, each with or without quotes. */
final class DisqueLine {
    private static final String BLANKS = " \t\n\u000b\f\r";
    private static final String ESCAPES = "nrtba";
    private static final String ESCAPED = "\n\r\t\b\u0007";
    private static final char END = '\0';

    private final String line;
    private int at;

    private DisqueLine(String line) {
        this.line = line;
    }

    /** The words, empty ones left out; null if a quote has no end, or something sticks to its end. */
    static @Nullable List<String> words(String line) {
        DisqueLine rest = new DisqueLine(line);
        List<String> words = new ArrayList<>();
        rest.skipBlanks();
        while (rest.peek(0) != END) {
            String word = rest.word();
            if (word == null) {
                return null;
            }
            if (!word.isEmpty()) {
                words.add(word);
            }
            rest.skipBlanks();
        }
        return words;
    }

    private @Nullable String word() {
        StringBuilder word = new StringBuilder();
        while (!isBlankOrEnd()) {
            char next = line.charAt(at++);
            if (next != '"' && next != '\'') {
                word.append(next);
            } else {
                return quoted(next, word) && isBlankOrEnd() ? word.toString() : null;
            }
        }
        return word.toString();
    }

    /** Takes what stands up to the closing quote, and the quote; returns false if there is none. */
    private boolean quoted(char quote, StringBuilder word) {
        while (peek(0) != END) {
            char next = line.charAt(at++);
            if (next == quote) {
                return true;
            }
            word.append(next == '\\' ? escaped(quote) : next);
        }
        return false;
    }

    /** What a backslash, which was taken, stands for together with what follows. */
    private char escaped(char quote) {
        if (quote == '\'') {
            return peek(0) == '\'' ? line.charAt(at++) : '\\';
        }
        if (peek(0) == 'x' && isHex(1) && isHex(2)) {
            at += 3;
            return (char) Integer.parseInt(line.substring(at - 2, at), 16);
        }
        if (peek(0) == END) {
            return '\\';
        }
        char next = line.charAt(at++);
        int known = ESCAPES.indexOf(next);
        return known < 0 ? next : ESCAPED.charAt(known);
    }

    private void skipBlanks() {
        while (BLANKS.indexOf(peek(0)) >= 0) {
            at++;
        }
    }

    private boolean isBlankOrEnd() {
        return peek(0) == END || BLANKS.indexOf(peek(0)) >= 0;
    }

    private boolean isHex(int ahead) {
        return Character.digit(peek(ahead), 16) >= 0;
    }

    /** A NUL ends the line, too: the server reads it as C does. */
    private char peek(int ahead) {
        return at + ahead < line.length() ? line.charAt(at + ahead) : END;
    }
}
