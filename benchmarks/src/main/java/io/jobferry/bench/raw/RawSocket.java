package io.jobferry.bench.raw;

import io.jobferry.bench.Setup;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A socket with two arrays: what is to be sent, and what came. One thread. */
final class RawSocket implements AutoCloseable {
    private static final int SIZE = 1 << 18;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private byte[] toSend = new byte[SIZE];
    private int toSendEnd;
    private byte[] came = new byte[SIZE];
    private int at;
    private int end;

    RawSocket(Setup setup) throws IOException {
        socket = new Socket();
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.connect(setup.address());
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    void add(byte[] bytes) {
        if (toSendEnd + bytes.length > toSend.length) {
            toSend = Arrays.copyOf(toSend, Math.max(2 * toSend.length, toSendEnd + bytes.length));
        }
        System.arraycopy(bytes, 0, toSend, toSendEnd, bytes.length);
        toSendEnd += bytes.length;
    }

    /** Adds a number in decimal digits. */
    void add(long number) {
        long rest = number;
        int digits = 1;
        for (long power = number / 10; power > 0; power /= 10) {
            digits++;
        }
        if (toSendEnd + digits > toSend.length) {
            toSend = Arrays.copyOf(toSend, 2 * toSend.length);
        }
        for (int i = toSendEnd + digits - 1; i >= toSendEnd; i--) {
            toSend[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        toSendEnd += digits;
    }

    void send() throws IOException {
        out.write(toSend, 0, toSendEnd);
        toSendEnd = 0;
    }

    int read() throws IOException {
        if (at == end) {
            fill();
        }
        return came[at++];
    }

    /** So many bytes. */
    byte[] read(int count) throws IOException {
        byte[] bytes = new byte[count];
        int have = 0;
        while (have < count) {
            if (at == end) {
                fill();
            }
            int some = Math.min(count - have, end - at);
            System.arraycopy(came, at, bytes, have, some);
            at += some;
            have += some;
        }
        return bytes;
    }

    void skip(int count) throws IOException {
        int left = count;
        while (left > 0) {
            if (at == end) {
                fill();
            }
            int some = Math.min(left, end - at);
            at += some;
            left -= some;
        }
    }

    /** Skips to the end of the line. */
    void skipLine() throws IOException {
        while (read() != '\n') {
            // The rest of the line tells nothing that is needed.
        }
    }

    /** A number in decimal digits and the one byte behind it; a minus in front makes it negative. */
    long number() throws IOException {
        int next = read();
        boolean negative = next == '-';
        if (negative) {
            next = read();
        }
        long number = 0;
        while (next >= '0' && next <= '9') {
            number = 10 * number + next - '0';
            next = read();
        }
        return negative ? -number : number;
    }

    /** The next byte, which must be this one. */
    void expect(char wanted) throws IOException {
        int next = read();
        if (next != wanted) {
            StringBuilder line = new StringBuilder().append((char) next);
            for (next = read(); next != '\n'; next = read()) {
                line.append((char) next);
            }
            throw new IOException("reply does not begin with '" + wanted + "': " + line);
        }
    }

    private void fill() throws IOException {
        at = 0;
        end = in.read(came);
        if (end <= 0) {
            end = 0;
            throw new EOFException("the server hung up");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
