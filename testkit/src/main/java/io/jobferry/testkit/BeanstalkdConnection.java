package io.jobferry.testkit;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A connection of a beanstalkd: cuts what comes into lines and bodies, and has the commands done. */
final class BeanstalkdConnection extends ServerConnection {
    /** With its line end: the size of the server's buffer, which forgets the beginning of a longer line. */
    private static final int LONGEST_LINE = 224;

    private static final int NO_LINE = -1;

    private final BeanstalkdReplies replies;
    private final BeanstalkdCommands commands;
    private boolean inTooLongLine;
    /** The body that is to come; null if a line is. */
    private byte @Nullable [] body;

    private long bodyMissing;

    BeanstalkdConnection(BeanstalkdServer server, SocketChannel channel, SelectionKey key) {
        this(server, channel, key, new BeanstalkdReplies());
    }

    private BeanstalkdConnection(
            BeanstalkdServer server, SocketChannel channel, SelectionKey key, BeanstalkdReplies replies) {
        super(channel, key, replies, 1 << 15);
        this.replies = replies;
        this.commands = new BeanstalkdCommands(server, this, replies);
    }

    @Override
    boolean waits() {
        return commands.waits();
    }

    @Override
    boolean quits() {
        return commands.quits();
    }

    @Override
    void lookAgain() {
        commands.resume();
    }

    /** Gives back all that it holds. */
    @Override
    void hangUp() {
        commands.hangUp();
    }

    /** Takes one line or body. */
    @Override
    boolean step() {
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
