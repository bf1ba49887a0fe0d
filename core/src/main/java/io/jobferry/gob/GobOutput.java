package io.jobferry.gob;

import io.jobferry.Body;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes in the encodings that {@link GobInput} draws. One thread at a time. */
final class GobOutput {
    private byte[] bytes = new byte[128];
    private int length;

    void unsigned(long value) {
        if (value >= 0 && value < 0x80) {
            octet((int) value);
            return;
        }
        int size = Long.BYTES - Long.numberOfLeadingZeros(value) / 8;
        octet(0x100 - size);
        for (int i = size - 1; i >= 0; i--) {
            octet((int) (value >>> (8 * i)));
        }
    }

    void signed(long value) {
        unsigned(value < 0 ? (~value << 1) | 1 : value << 1);
    }

    void bool(boolean value) {
        unsigned(value ? 1 : 0);
    }

    void float64(double value) {
        unsigned(Long.reverseBytes(Double.doubleToRawLongBits(value)));
    }

    void bytes(Body value) {
        sized(value.bytes(), value.size());
    }

    void string(String value) {
        ByteBuffer utf8;
        try {
            utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
        } catch (CharacterCodingException e) {
            throw new GobException("string of " + value.length() + " characters has half a surrogate pair", length);
        }
        byte[] copy = new byte[utf8.remaining()];
        utf8.get(copy);
        sized(copy, copy.length);
    }

    void message(GobOutput content) {
        sized(content.bytes, content.length);
    }

    /** What is encoded already. */
    void encoded(Body messages) {
        append(messages.bytes(), messages.size());
    }

    Body toBody() {
        return Body.of(Arrays.copyOf(bytes, length));
    }

    private void octet(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    private void sized(byte[] from, int count) {
        unsigned(count);
        append(from, count);
    }

    private void append(byte[] from, int count) {
        room(count);
        System.arraycopy(from, 0, bytes, length, count);
        length += count;
    }

    private void room(int more) {
        if (more > GobInput.MOST_BYTES - length) {
            throw new GobException("stream is longer than " + GobInput.MOST_BYTES + " bytes", length);
        }
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
