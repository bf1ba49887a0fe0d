package io.jobferry.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request after the other, in either of the two forms: an array of bulk strings, or a line of words. Words
 * have one character a byte. After an error the stream is out of step, and to be closed.
 */
final class DisqueRequest {
    private static final int LONGEST_LINE = 64 * 1024;
    /** How much input must be seen at once: the longest line, and what shows that one is longer. */
    static final int INPUT = 2 * LONGEST_LINE;

    private static final int MOST_WORDS = 1024 * 1024;
    private static final int LONGEST_WORD = 512 * 1024 * 1024;
    private static final int LINE_END = 2;

    private List<String> words = new ArrayList<>();
    /** How many words of the array are still to come. */
    private int wordsMissing;
    /** What came of a word whose length is known; null before that. */
    private @Nullable ByteArrayOutputStream word;

    private int bytesMissing;

    /** The next request; empty for one without words, null if it has not come as a whole. */
    @Nullable
    List<String> next(ByteBuffer input) throws DisqueError {
        if (wordsMissing == 0) {
            if (!input.hasRemaining()) {
                return null;
            }
            if (input.get(input.position()) != '*') {
                return inline(input);
            }
            String head = head(input, "mbulk");
            if (head == null) {
                return null;
            }
            wordsMissing = Math.max(0, number(head, MOST_WORDS, "multibulk"));
        }
        while (wordsMissing > 0) {
            if (!takeWord(input)) {
                return null;
            }
            wordsMissing--;
        }
        List<String> request = words;
        words = new ArrayList<>();
        return request;
    }

    private boolean takeWord(ByteBuffer input) throws DisqueError {
        if (word == null) {
            String head = input.hasRemaining() ? head(input, "bulk") : null;
            if (head == null) {
                return false;
            }
            if (head.charAt(0) != '$') {
                throw protocol("expected '$', got '" + head.charAt(0) + "'");
            }
            bytesMissing = number(head, LONGEST_WORD, "bulk") + LINE_END;
            if (bytesMissing < LINE_END) {
                throw protocol("invalid bulk length");
            }
            word = new ByteArrayOutputStream(Math.min(bytesMissing, INPUT));
        }
        byte[] part = new byte[Math.min(bytesMissing, input.remaining())];
        input.get(part);
        word.writeBytes(part);
        bytesMissing -= part.length;
        if (bytesMissing > 0) {
            return false;
        }
        // The server does not look which two bytes end the word.
        String text = word.toString(StandardCharsets.ISO_8859_1);
        words.add(text.substring(0, text.length() - LINE_END));
        word = null;
        return true;
    }

    /** A line of words. Of its end two bytes are taken, also if it is one: so does the server. */
    private static @Nullable List<String> inline(ByteBuffer input) throws DisqueError {
        int length = indexOf('\n', input);
        if (length < 0) {
            if (input.remaining() > LONGEST_LINE) {
                throw protocol("too big inline request");
            }
            return null;
        }
        if (length > 0 && input.get(input.position() + length - 1) == '\r') {
            length--;
        }
        String line = text(input, length);
        input.position(input.position() + Math.min(input.remaining(), length + LINE_END));
        List<String> words = DisqueLine.words(line);
        if (words == null) {
            throw protocol("unbalanced quotes in request");
        }
        return words;
    }

    /** A line that tells a length; null if it has not come. */
    private static @Nullable String head(ByteBuffer input, String what) throws DisqueError {
        int length = indexOf('\r', input);
        if (length < 0 && input.remaining() > LONGEST_LINE) {
            throw protocol("too big " + what + " count string");
        }
        if (length < 0 || input.remaining() < length + LINE_END) {
            return null;
        }
        String head = length == 0 ? "\r" : text(input, length);
        input.position(input.position() + length + LINE_END);
        return head;
    }

    private static int number(String head, int most, String what) throws DisqueError {
        String digits = head.substring(1);
        if (digits.matches("0|-?[1-9][0-9]{0,17}") && Long.parseLong(digits) <= most) {
            return (int) Math.max(-1, Long.parseLong(digits));
        }
        throw protocol("invalid " + what + " length");
    }

    private static DisqueError protocol(String words) {
        return DisqueError.of("Protocol error: " + words);
    }

    private static String text(ByteBuffer input, int length) {
        byte[] bytes = new byte[length];
        input.get(input.position(), bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int indexOf(char wanted, ByteBuffer input) {
        for (int i = input.position(); i < input.limit(); i++) {
            if (input.get(i) == wanted) {
                return i - input.position();
            }
        }
        return -1;
    }
}
