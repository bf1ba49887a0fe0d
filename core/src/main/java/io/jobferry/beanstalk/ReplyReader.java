package io.jobferry.beanstalk;

import io.jobferry.Body;
import io.jobferry.QueueException;
import io.jobferry.beanstalk.Reply.Shape;
import io.jobferry.beanstalk.Reply.Word;
import io.jobferry.net.Connection;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads replies: a line that ends with CRLF, and after RESERVED, FOUND and OK a body of the size that the line names,
 * then CRLF. Whatever else comes is a {@link QueueException} of kind PROTOCOL, and no size is believed before it is
 * checked. One thread at a time.
 */
final class ReplyReader {
    /** The longest line: USING with a tube of 200 bytes. */
    private static final int LONGEST_LINE = 224;

    /** The most that an OK may bring: some 300,000 tubes of the longest names. */
    private static final long MOST_DATA = 64 << 20;

    /** A body's array grows from here as bytes come: a server that only says that it is big costs nothing. */
    private static final int FIRST_PIECE = 1 << 20;

    /** All that an error repeats of a reply that is none: HTTP, -ERR. More could be part of a body. */
    private static final Pattern FIRST_WORD = Pattern.compile("-?[A-Z_]{2,24}");

    private final Connection connection;
    private final String place;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int limit;
    private long maxJobSize = MOST_DATA;

    ReplyReader(Connection connection, String place) {
        this.connection = connection;
        this.place = place;
    }

    /** From now on no job is believed to be bigger than this. */
    void maxJobSize(long bytes) {
        maxJobSize = bytes;
    }

    /** Whether something has come that nobody has read. */
    boolean hasMore() {
        return position < limit;
    }

    /**
     * The reply to this command.
     *
     * @param deadlineNanos when more of it has to be there; asked only when there is something to wait for
     * @param at the command for an error's text
     */
    Reply read(Command command, LongSupplier deadlineNanos, String at) throws IOException {
        String line = line(deadlineNanos, at);
        int space = line.indexOf(' ');
        String first = space < 0 ? line : line.substring(0, space);
        String rest = space < 0 ? "" : line.substring(space + 1);
        Word word = command.verb().reply(first);
        if (word == null) {
            throw protocol("reply is not " + command.verb().expected() + ": " + quoted(line), at);
        }
        if ((space < 0) != (word.shape == Shape.WORD)) {
            throw protocol("reply is malformed: " + quoted(line), at);
        }
        return switch (word.shape) {
            case WORD -> new Reply(word, 0, "", Reply.NO_BODY);
            case NUMBER -> new Reply(word, number(rest, word, at), "", Reply.NO_BODY);
            case NAME -> new Reply(word, 0, rest, Reply.NO_BODY);
            case JOB -> {
                int second = rest.indexOf(' ');
                long id = number(second < 0 ? rest : rest.substring(0, second), word, at);
                yield new Reply(
                        word,
                        id,
                        "",
                        body(second < 0 ? "" : rest.substring(second + 1), maxJobSize, deadlineNanos, at));
            }
            case DATA -> new Reply(word, 0, "", body(rest, MOST_DATA, deadlineNanos, at));
        };
    }

    private String line(LongSupplier deadlineNanos, String at) throws IOException {
        int searched = position;
        while (true) {
            for (int i = searched; i < limit; i++) {
                if (buffer[i] == '\n') {
                    return lineUntil(i, at);
                }
            }
            if (limit - position >= LONGEST_LINE) {
                throw protocol("reply line is longer than " + LONGEST_LINE + " bytes", at);
            }
            searched = limit - position;
            fill(deadlineNanos);
        }
    }

    private String lineUntil(int end, String at) {
        int start = position;
        position = end + 1;
        if (end - start > LONGEST_LINE) {
            throw protocol("reply line is longer than " + LONGEST_LINE + " bytes", at);
        }
        if (end == start || buffer[end - 1] != '\r') {
            throw protocol("reply line does not end with CRLF", at);
        }
        return new String(buffer, start, end - 1 - start, StandardCharsets.ISO_8859_1);
    }

    private Body body(String sizeText, long max, LongSupplier deadlineNanos, String at) throws IOException {
        long size = isNumber(sizeText) ? Long.parseLong(sizeText) : -1;
        if (size < 0 || size > max || size > Integer.MAX_VALUE - 8) {
            throw protocol("body size is not in 0 to " + max + ": \"" + printable(sizeText) + "\"", at);
        }
        byte[] body = new byte[(int) Math.min(size, Math.max(FIRST_PIECE, limit - position))];
        int length = 0;
        while (length < size) {
            if (length == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(size, 2L * length));
            }
            if (position == limit && body.length - length >= buffer.length) {
                length += more(body, length, body.length - length, deadlineNanos);
            } else {
                if (position == limit) {
                    fill(deadlineNanos);
                }
                int piece = Math.min(limit - position, body.length - length);
                System.arraycopy(buffer, position, body, length, piece);
                position += piece;
                length += piece;
            }
        }
        if (next(deadlineNanos) != '\r' || next(deadlineNanos) != '\n') {
            throw protocol("body of " + size + " bytes is not followed by CRLF", at);
        }
        return Body.of(body);
    }

    private byte next(LongSupplier deadlineNanos) throws IOException {
        if (position == limit) {
            fill(deadlineNanos);
        }
        return buffer[position++];
    }

    /** Moves what is unread to the front and reads more behind it. */
    private void fill(LongSupplier deadlineNanos) throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        limit += more(buffer, limit, buffer.length - limit, deadlineNanos);
    }

    private int more(byte[] into, int offset, int length, LongSupplier deadlineNanos) throws IOException {
        int count = connection.read(into, offset, length, deadlineNanos.getAsLong());
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        return count;
    }

    private long number(String text, Word word, String at) {
        if (!isNumber(text)) {
            throw protocol("number of " + word.text + " is malformed: \"" + printable(text) + "\"", at);
        }
        return Long.parseLong(text);
    }

    private static boolean isNumber(String text) {
        boolean number = !text.isEmpty() && text.length() <= 18;
        for (int i = 0; number && i < text.length(); i++) {
            number = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return number;
    }

    private static String quoted(String line) {
        Matcher word = FIRST_WORD.matcher(line);
        return word.lookingAt() ? "\"" + word.group() + "\"" : "no word of the protocol";
    }

    private static String printable(String text) {
        return text.substring(0, Math.min(text.length(), 20)).replaceAll("[^ -~]", "?");
    }

    private QueueException protocol(String fact, String at) {
        return new QueueException(QueueException.Kind.PROTOCOL, fact + " (" + at + ", " + place + ")");
    }
}
