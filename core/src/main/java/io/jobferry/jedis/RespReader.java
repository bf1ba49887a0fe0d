package io.jobferry.jedis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * Reads RESP2 replies, and believes no length before the bytes are there: Jedis' own reader asks for as much memory as
 * a reply says it will need. A reply is a {@code byte[]}, a {@link Long}, a list of replies, null, or a {@link
 * JedisDataException}, which is thrown unless it is inside of a list.
 *
 * <pre>
 * +text CRLF          -ERROR text CRLF          :number CRLF
 * $length CRLF bytes CRLF          *count CRLF replies          ($-1 and *-1 are null)
 * </pre>
 */
final class RespReader {
    /** What Redis takes at most, and more than any job. */
    private static final long MOST_BYTES = 512L * 1024 * 1024;

    private static final int MOST_LINE = 64 * 1024;
    private static final int MOST_DEPTH = 8;
    private static final int PART = 64 * 1024;
    private static final int FIRST_ELEMENTS = 1024;

    /** Of a long: so many digits, of which 2^63 and more turn negative, and are refused. */
    private static final int MOST_DIGITS = 19;

    private final RedisInputStream in;
    private byte[] line = new byte[64];

    RespReader(RedisInputStream in) {
        this.in = in;
    }

    /** The next reply. */
    @Nullable
    Object read() {
        Object reply = read(0);
        if (reply instanceof JedisDataException error) {
            throw error;
        }
        return reply;
    }

    private @Nullable Object read(int depth) {
        byte type = in.readByte();
        return switch (type) {
            case '+' -> line();
            case '-' -> new JedisDataException(new String(line(), StandardCharsets.UTF_8));
            case ':' -> number();
            case '$' -> bulk(number());
            case '*' -> list(number(), depth);
            default -> throw garbage("a reply begins with byte " + type);
        };
    }

    private byte @Nullable [] bulk(long length) {
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > MOST_BYTES) {
            throw garbage("a string's length is " + length);
        }
        byte[] bytes = length <= PART ? fixed((int) length) : grown(length);
        end();
        return bytes;
    }

    private byte[] fixed(int length) {
        byte[] bytes = new byte[length];
        for (int have = 0; have < length; ) {
            have += more(bytes, have, length - have);
        }
        return bytes;
    }

    private byte[] grown(long length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(PART);
        byte[] part = new byte[PART];
        for (long left = length; left > 0; ) {
            int now = more(part, 0, (int) Math.min(PART, left));
            bytes.write(part, 0, now);
            left -= now;
        }
        return bytes.toByteArray();
    }

    private int more(byte[] bytes, int offset, int most) {
        int now = in.read(bytes, offset, most);
        if (now < 0) {
            throw new JedisConnectionException("the server closed the connection inside of a reply");
        }
        return now;
    }

    private @Nullable List<@Nullable Object> list(long count, int depth) {
        if (count == -1) {
            return null;
        }
        if (count < 0 || count > MOST_BYTES || depth == MOST_DEPTH) {
            throw garbage("an array has " + count + " elements at depth " + depth);
        }
        List<@Nullable Object> elements = new ArrayList<>((int) Math.min(count, FIRST_ELEMENTS));
        for (long i = 0; i < count; i++) {
            elements.add(read(depth + 1));
        }
        return elements;
    }

    private long number() {
        byte next = in.readByte();
        boolean negative = next == '-';
        if (negative) {
            next = in.readByte();
        }
        long number = 0;
        int digits = 0;
        for (; next >= '0' && next <= '9' && number >= 0; next = in.readByte()) {
            if (++digits > MOST_DIGITS) {
                throw garbage("a number has more than " + MOST_DIGITS + " digits");
            }
            number = 10 * number + next - '0';
        }
        if (digits == 0 || number < 0 || next != '\r') {
            throw garbage("a number is none, or too big: byte " + next + " after " + digits + " digits");
        }
        if (in.readByte() != '\n') {
            throw garbage("a line ends without LF");
        }
        return negative ? -number : number;
    }

    private byte[] line() {
        int length = 0;
        for (byte next = in.readByte(); next != '\r'; next = in.readByte()) {
            if (length == line.length) {
                if (length >= MOST_LINE) {
                    throw garbage("a line is longer than " + MOST_LINE + " bytes");
                }
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = next;
        }
        if (in.readByte() != '\n') {
            throw garbage("a line ends without LF");
        }
        return Arrays.copyOf(line, length);
    }

    private void end() {
        if (in.readByte() != '\r' || in.readByte() != '\n') {
            throw garbage("a string ends without CRLF");
        }
    }

    private static IllegalStateException garbage(String what) {
        return new IllegalStateException(what);
    }
}
