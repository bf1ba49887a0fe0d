package io.jobferry.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** The replies of one connection that are not yet on their way. */
class Replies extends ByteArrayOutputStream {
    /** Beyond this the connection gets no further command done until the client reads. */
    private static final int FULL = 1 << 16;

    private int sent;

    Replies() {
        super(1 << 12);
    }

    /** A line of text, to be ended; one byte a character. */
    final void line(String text) {
        text(text);
        write('\r');
        write('\n');
    }

    /** One byte a character. */
    final void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            write((byte) text.charAt(i));
        }
    }

    final boolean isFull() {
        return count - sent >= FULL;
    }

    final boolean isEmpty() {
        return count == sent;
    }

    /** Writes what the channel takes without waiting. */
    final void sendTo(WritableByteChannel channel) throws IOException {
        if (!isEmpty()) {
            sent += channel.write(ByteBuffer.wrap(buf, sent, count - sent));
        }
        if (isEmpty()) {
            reset();
            sent = 0;
        }
    }
}
