package io.jobferry.gob;

import io.jobferry.Body;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of a stream, and how far they are read. Nothing is read past the end of the message, and no length is believed
 * before it is compared with what is left of it. One thread at a time.
 *
 * <pre>
 * message   length, then as many bytes
 * unsigned  0 to 127: that byte; else (256 - n), then the n bytes of the number, the highest first
 * signed    unsigned: number * 2, of a negative one (-1 - number) * 2 + 1
 * float     unsigned: the eight bytes of the double, turned round
 * string    length, then as many bytes
 * struct    (how much further a field it is, its value)*, then 0
 * </pre>
 */
final class GobInput {
    /** The most that a stream may have, read or written. */
    static final int MOST_BYTES = 64 << 20;

    /** How much of a name an error repeats. */
    private static final int QUOTED = 40;

    private final byte[] bytes;
    private int position;
    private int limit;

    GobInput(byte[] bytes) {
        this.bytes = bytes;
        if (bytes.length > MOST_BYTES) {
            throw broken("stream is longer than " + MOST_BYTES + " bytes: " + bytes.length);
        }
    }

    /** Whether the message is read to its end. */
    boolean atEnd() {
        return position == limit;
    }

    /** Goes on to the next message; the one before is read to its end. */
    void nextMessage() {
        limit = bytes.length;
        if (atEnd()) {
            throw broken("stream ends before a value");
        }
        int length = length("message");
        if (length == 0) {
            throw broken("message is empty");
        }
        limit = position + length;
    }

    /** Refuses a message that goes on. */
    void endMessage() {
        if (!atEnd()) {
            throw broken("message has bytes left: " + (limit - position));
        }
    }

    /** Refuses a stream that goes on. */
    void endStream() {
        endMessage();
        if (position != bytes.length) {
            throw broken("stream has bytes left: " + (bytes.length - position));
        }
    }

    long unsigned() {
        int first = octet();
        if (first < 0x80) {
            return first;
        }
        int size = 0x100 - first;
        if (size > Long.BYTES) {
            throw broken("integer is longer than 8 bytes: " + size);
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = (value << 8) | octet();
        }
        if (size == 1 ? value < 0x80 : (value >>> (8 * (size - 1))) == 0) {
            throw broken("integer takes more bytes than it needs: " + size);
        }
        return value;
    }

    long signed() {
        long value = unsigned();
        return (value & 1) == 0 ? value >>> 1 : ~(value >>> 1);
    }

    boolean bool() {
        long value = unsigned();
        if (value != 0 && value != 1) {
            throw broken("bool is not 0 or 1: " + Long.toUnsignedString(value));
        }
        return value == 1;
    }

    double float64() {
        return Double.longBitsToDouble(Long.reverseBytes(unsigned()));
    }

    /** A length in bytes, or a count of elements of one byte at least: no more than what is left of the message. */
    int length(String of) {
        return upTo(limit, of);
    }

    /** A count of elements that may go on in the next messages: no more than what is left of the stream. */
    int count(String of) {
        return upTo(bytes.length, of);
    }

    Body bytes() {
        int length = length("bytes");
        position += length;
        return Body.of(Arrays.copyOfRange(bytes, position - length, position));
    }

    String string() {
        int length = length("string");
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            requireUtf8(length);
        }
        position += length;
        return text;
    }

    void skip(int count) {
        position += count;
    }

    /** A type's id; negative where its definition follows. */
    int typeId() {
        long id = signed();
        if (id == 0 || id > Integer.MAX_VALUE || id < -Integer.MAX_VALUE) {
            throw broken("type id is out of range: " + id);
        }
        return (int) id;
    }

    /** The number of the field that comes next in a struct of so many, or -1 at the struct's end. */
    int nextField(int previous, int fields) {
        long step = unsigned();
        if (step == 0) {
            return -1;
        }
        if (step < 0 || step >= fields - previous) {
            throw broken(
                    "field is out of range: " + Long.toUnsignedString(step) + " after " + previous + " of " + fields);
        }
        return previous + (int) step;
    }

    GobException broken(String fact) {
        return new GobException(fact, position);
    }

    /** A name of the stream for an error's text. */
    static String quoted(String name) {
        return "\"" + name.substring(0, Math.min(name.length(), QUOTED)).replaceAll("[^ -~]", "?") + "\"";
    }

    private int upTo(int end, String of) {
        long length = unsigned();
        int left = end - position;
        if (length < 0 || length > left) {
            throw broken(of + " is longer than what is left: " + Long.toUnsignedString(length) + " of " + left);
        }
        return (int) length;
    }

    private int octet() {
        if (position == limit) {
            throw broken("message ends too early");
        }
        return bytes[position++] & 0xff;
    }

    /** U+FFFD is a character like others: only strict decoding tells it from bytes that are none. */
    private void requireUtf8(int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, position, length));
        } catch (CharacterCodingException e) {
            throw broken("string of " + length + " bytes is not UTF-8");
        }
    }
}
