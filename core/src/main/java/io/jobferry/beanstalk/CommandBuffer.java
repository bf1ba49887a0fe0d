package io.jobferry.beanstalk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of the commands of one write. One thread at a time. */
final class CommandBuffer {
    private static final int KEPT = 256 * 1024;

    private byte[] bytes = new byte[4 * 1024];
    private int length;

    void add(Command command) {
        room(command.size());
        line(command.line());
        if (command.verb() == Verb.PUT) {
            System.arraycopy(
                    command.body().bytes(), 0, bytes, length, command.body().size());
            length += command.body().size();
            line("");
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Empties it; what a huge body made it grow to is given up. */
    void clear() {
        length = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[KEPT];
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    private void line(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
        bytes[length++] = '\r';
        bytes[length++] = '\n';
    }
}
