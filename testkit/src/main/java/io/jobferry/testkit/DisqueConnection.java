package io.jobferry.testkit;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;

/** A connection of one Disque node: cuts what comes into requests, and has them done. */
final class DisqueConnection extends ServerConnection {
    private final DisqueReplies replies;
    private final DisqueCommands commands;
    private final DisqueRequest request = new DisqueRequest();
    private boolean outOfStep;

    DisqueConnection(DisqueCluster cluster, DisqueNode node, SocketChannel channel, SelectionKey key) {
        this(cluster, node, channel, key, new DisqueReplies());
    }

    private DisqueConnection(
            DisqueCluster cluster, DisqueNode node, SocketChannel channel, SelectionKey key, DisqueReplies replies) {
        super(channel, key, replies, DisqueRequest.INPUT);
        this.replies = replies;
        this.commands = new DisqueCommands(cluster, node, this, replies);
    }

    @Override
    boolean step() {
        try {
            List<String> words = request.next(input);
            if (words != null && !words.isEmpty()) {
                commands.run(words);
            }
            return words != null;
        } catch (DisqueError e) {
            replies.error(e);
            outOfStep = true;
            return true;
        }
    }

    @Override
    boolean waits() {
        return commands.waits();
    }

    @Override
    boolean quits() {
        return outOfStep || commands.quits();
    }

    @Override
    void lookAgain() {
        commands.resume();
    }

    @Override
    void hangUp() {
        commands.hangUp();
    }
}
