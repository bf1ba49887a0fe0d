package io.jobferry.bench;

import java.util.Arrays;
import java.util.Random;

/**
 * Bodies that tell which they are, and whether they are intact. They are of printable characters only: a peer damages
 * bodies with CRLF in them.
 *
 * <pre>
 * number (4 bytes of 6 bits) | a fixed random text, from where the number says
 * </pre>
 */
public final class Bodies {
    private static final int NUMBER = 4;
    private static final int BITS = 6;
    private static final int MASK = (1 << BITS) - 1;
    private static final int FIRST = '0';
    private static final int LONGEST = 1 << 16;
    private static final int OFFSETS = 1021; // prime: neighbours differ
    private static final byte[] TEXT = text();

    private Bodies() {}

    /** The body of this number, below 2^24: size bytes, at least four. */
    public static byte[] of(int number, int size) {
        byte[] body = new byte[size];
        for (int i = 0; i < NUMBER; i++) {
            body[i] = (byte) (FIRST + ((number >> (BITS * i)) & MASK));
        }
        System.arraycopy(TEXT, number % OFFSETS, body, NUMBER, size - NUMBER);
        return body;
    }

    /**
     * The number of a body.
     *
     * @throws IllegalStateException if it is not as it was made, or not of this size
     */
    static int numberOf(byte[] body, int size) {
        if (body.length != size) {
            throw new IllegalStateException("body has " + body.length + " bytes, not " + size);
        }
        int number = 0;
        for (int i = 0; i < NUMBER; i++) {
            number |= (body[i] - FIRST & MASK) << (BITS * i);
        }
        int from = number % OFFSETS;
        if (!Arrays.equals(body, NUMBER, size, TEXT, from, from + size - NUMBER)) {
            throw new IllegalStateException("body is not as it was put: number " + number);
        }
        return number;
    }

    private static byte[] text() {
        byte[] text = new byte[LONGEST + OFFSETS];
        Random random = new Random(1);
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (FIRST + random.nextInt(MASK));
        }
        return text;
    }
}
