package io.jobferry.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One connection's bytes, in and out, whatever the protocol: has its steps done one after the other as their bytes come.
 * While it waits for a job, what was sent after the command is left alone. Owned by the loop's thread.
 */
abstract class ServerConnection {
    /** What came and was not yet looked at. */
    final ByteBuffer input;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Replies replies;
    private boolean hungUp;
    private boolean open = true;

    /**
     * A connection that reads.
     *
     * @param inputSize more than the longest piece that must be seen as a whole
     */
    ServerConnection(SocketChannel channel, SelectionKey key, Replies replies, int inputSize) {
        this.channel = channel;
        this.key = key;
        this.replies = replies;
        this.input = ByteBuffer.allocate(inputSize).flip();
    }

    /** Takes a piece of the input, and does what it asks for; returns false if it has not come as a whole yet. */
    abstract boolean step();

    /** Whether a command waits: until it is answered nothing else is done. */
    abstract boolean waits();

    /** Whether the connection is over once its replies are sent. */
    abstract boolean quits();

    /** Looks whether the wait is over, and answers if it is. */
    abstract void lookAgain();

    /** The connection is no more. */
    abstract void hangUp();

    /** The channel is ready for what we are interested in. */
    final void ready() {
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
    final void resume() {
        if (!open) {
            return;
        }
        lookAgain();
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
            while (!waits() && !quits() && !replies.isFull() && step()) {
                progress = true;
            }
            replies.sendTo(channel);
            progress = progress && !replies.isFull();
        }
        boolean over = quits() || hungUp;
        if (over && (waits() || replies.isEmpty())) {
            close();
        } else {
            key.interestOps(interest());
        }
    }

    /** Ends it at once, and what it waits for. */
    final void close() {
        if (open) {
            open = false;
            key.cancel();
            try {
                channel.close();
            } catch (IOException e) {
                // It is as closed as it gets.
            }
            hangUp();
        }
    }

    private int interest() {
        boolean room = !hungUp && !replies.isFull() && input.remaining() < input.capacity();
        return (room ? SelectionKey.OP_READ : 0) | (replies.isEmpty() ? 0 : SelectionKey.OP_WRITE);
    }
}
