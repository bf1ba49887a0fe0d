package io.jobferry.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One connection's bytes: cuts what comes into lines and bodies, and has the commands done one after the other. While
 * it waits for a job, what was sent after the reserve is left alone. Owned by the loop's thread.
 */
final class BeanstalkdConnection {
    /** With its line end: the size of the server's buffer, which forgets the beginning of a longer line. */
    private static final int LONGEST_LINE = 224;

    private static final int NO_LINE = -1;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final BeanstalkdReplies replies = new BeanstalkdReplies();
    private final BeanstalkdCommands commands;

    /** What came and was not yet looked at. */
    private final ByteBuffer input = ByteBuffer.allocate(1 << 15).flip();

    private boolean inTooLongLine;
    /** The body that is to come; null if a line is. */
    private byte @Nullable [] body;

    private long bodyMissing;
    private boolean hungUp;
    private boolean open = true;

    BeanstalkdConnection(BeanstalkdServer server, SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
        this.commands = new BeanstalkdCommands(server, this, replies);
    }

    /** The channel is ready for what we are interested in. */
    void ready() {
        try {
            if (key.isReadable()) {
                input.compact();
                hungUp = channel.read(input) < 0;
                input.flip();
            }
            proceed();
        } catch (IOException e) {
            // The client is gone: as if it had hung up.
            close();
        }
    }

    /** It waits for a job, and the job came or the time is over. */
    void resume() {
        if (!open) {
            return;
        }
        commands.resume();
        try {
            proceed();
        } catch (IOException e) {
            // As in ready().
            close();
        }
    }

    /** Does what can be done without waiting, for input or for a job. */
    private void proceed() throws IOException {
        boolean progress = true;
        while (progress) {
            progress = false;
            while (!commands.waits() && !commands.quits() && !replies.isFull() && step()) {
                progress = true;
            }
            replies.sendTo(channel);
            progress = progress && !replies.isFull();
        }
        boolean over = commands.quits() || hungUp;
        if (over && (commands.waits() || replies.isEmpty())) {
            close();
        } else {
            key.interestOps(interest());
        }
    }

    /** Gives back all that it holds. */
    void close() {
        if (open) {
            open = false;
            key.cancel();
            try {
                channel.close();
            } catch (IOException e) {
                // It is as closed as it gets.
            }
            commands.hangUp();
        }
    }

    private int interest() {
        boolean room = !hungUp && !replies.isFull() && input.remaining() < input.capacity();
        return (room ? SelectionKey.OP_READ : 0) | (replies.isEmpty() ? 0 : SelectionKey.OP_WRITE);
    }

    /** Takes one line or body; returns false if it has not come yet. */
    private boolean step() {
        if (bodyMissing > 0) {
            return takeBody();
        }
        if (inTooLongLine) {
            return skipLine();
        }
        int length = lineLength();
        if (length == NO_LINE) {
            if (input.remaining() < LONGEST_LINE) {
                return false;
            }
            input.position(input.position() + LONGEST_LINE);
            inTooLongLine = true;
            return true;
        }
        // One byte a character, so that what is not ASCII is seen as such.
        String line = new String(input.array(), input.position(), length, StandardCharsets.ISO_8859_1);
        input.position(input.position() + length + 2);
        commands.run(line);
        bodyMissing = commands.bodyBytes();
        body = commands.wantsBody() ? new byte[(int) bodyMissing] : null;
        return true;
    }

    private boolean takeBody() {
        int part = (int) Math.min(bodyMissing, input.remaining());
        if (body == null) {
            input.position(input.position() + part);
        } else {
            input.get(body, body.length - (int) bodyMissing, part);
        }
        bodyMissing -= part;
        if (bodyMissing > 0) {
            return false;
        }
        commands.bodyCame(body);
        body = null;
        return true;
    }

    private boolean skipLine() {
        int length = lineLength();
        if (length == NO_LINE) {
            // A return at the very end may be half a line end.
            boolean half = input.hasRemaining() && input.get(input.limit() - 1) == '\r';
            input.position(input.limit() - (half ? 1 : 0));
            return false;
        }
        input.position(input.position() + length + 2);
        inTooLongLine = false;
        replies.line("BAD_FORMAT");
        return true;
    }

    /** The length of the line without its end. As the server does it, only the first return can be the line's end. */
    private int lineLength() {
        int last = input.limit() - 1;
        if (!inTooLongLine) {
            last = Math.min(last, input.position() + LONGEST_LINE - 1);
        }
        for (int i = input.position(); i < last; i++) {
            if (input.get(i) == '\r') {
                return input.get(i + 1) == '\n' ? i - input.position() : NO_LINE;
            }
        }
        return NO_LINE;
    }
}
