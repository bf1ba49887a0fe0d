package io.jobferry.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/** The replies of one connection that are not yet on their way. */
final class BeanstalkdReplies extends ByteArrayOutputStream {
    /** Beyond this the connection gets no further command done until the client reads. */
    private static final int FULL = 1 << 16;

    private int sent;

    BeanstalkdReplies() {
        super(1 << 12);
    }

    /** A line of text, to be ended. */
    void line(String text) {
        // ASCII: one byte a character.
        for (int i = 0; i < text.length(); i++) {
            write((byte) text.charAt(i));
        }
        write('\r');
        write('\n');
    }

    /** {@code word id size}, and the body. */
    void job(String word, long id, byte[] body) {
        line(word + " " + id + " " + body.length);
        data(body);
    }

    /** {@code OK size}, and the text. */
    void ok(String yaml) {
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        line("OK " + bytes.length);
        data(bytes);
    }

    private void data(byte[] bytes) {
        writeBytes(bytes);
        write('\r');
        write('\n');
    }

    boolean isFull() {
        return count - sent >= FULL;
    }

    boolean isEmpty() {
        return count == sent;
    }

    /** Writes what the channel takes without waiting. */
    void sendTo(WritableByteChannel channel) throws IOException {
        if (!isEmpty()) {
            sent += channel.write(ByteBuffer.wrap(buf, sent, count - sent));
        }
        if (isEmpty()) {
            reset();
            sent = 0;
        }
    }
}
