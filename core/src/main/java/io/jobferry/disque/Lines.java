package io.jobferry.disque;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespError;
import io.jobferry.jedis.RespPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.commands.ProtocolCommand;

/**
 * The ways to nodes of one source, sink or admin: a few connections a node, made when they are first needed. HELLO goes along
 * with whatever is sent, where what a node told is old. Any thread.
 */
final class Lines implements AutoCloseable {
    private static final Set<ProtocolCommand> ACKS = Set.of(Commands.Name.ACKJOB, Commands.Name.FASTACK);

    private final Nodes nodes;
    private final Map<Node, RespPool> lines = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Lines(Nodes nodes) {
        this.nodes = nodes;
    }

    /** This node's replies, one a command. Does not throw: a node that cannot be reached is an error in each. */
    List<Reply> call(Node node, List<CommandArguments> commands) {
        if (commands.isEmpty()) {
            return List.of();
        }
        boolean asks = node.isToBeAsked();
        List<CommandArguments> sent = new ArrayList<>(commands.size() + 1);
        if (asks) {
            sent.add(Commands.of(Commands.Name.HELLO));
        }
        sent.addAll(commands);
        List<Reply> replies = send(node, sent);
        if (asks && isAnswered(replies.get(0))) {
            nodes.told(node, replies.get(0));
        }
        // After the HELLO that went in front: what the commands were answered is newer.
        List<Reply> answers = replies.subList(asks ? 1 : 0, replies.size()).stream()
                .map(reply -> awake(node, reply))
                .toList();
        note(node, answers.get(answers.size() - 1).error());
        return answers;
    }

    /**
     * The same, but where the node cannot be reached, so that nothing was sent, by the first one that can. What broke
     * off is not sent again, acknowledgements excepted: to hear of one twice does no harm.
     */
    List<Reply> callNear(Node node, List<CommandArguments> commands) {
        if (commands.isEmpty()) {
            return List.of();
        }
        List<Reply> replies = List.of();
        for (Node next : nodes.from(node)) {
            replies = call(next, commands);
            if (!replies.stream().allMatch(reply -> is(reply, Kind.UNREACHABLE))) {
                return acknowledgedElsewhere(next, commands, replies);
            }
        }
        return replies;
    }

    private List<Reply> acknowledgedElsewhere(Node broken, List<CommandArguments> commands, List<Reply> replies) {
        if (replies.stream().noneMatch(reply -> is(reply, Kind.BROKEN))) {
            return replies;
        }
        List<Reply> mended = new ArrayList<>(replies);
        for (int i = 0; i < mended.size(); i++) {
            for (Node other : nodes.from(null)) {
                if (is(mended.get(i), Kind.BROKEN)
                        && ACKS.contains(commands.get(i).getCommand())
                        && other != broken
                        && !other.rests()) {
                    mended.set(i, call(other, List.of(commands.get(i))).get(0));
                }
            }
        }
        return mended;
    }

    /**
     * Asks a node for its HELLO if it is time to.
     *
     * @throws QueueException if it cannot be reached or breaks off
     */
    void greet(Node node) {
        if (!node.isToBeAsked()) {
            return;
        }
        Reply ping = call(node, List.of(Commands.of(Commands.Name.PING))).get(0);
        if (!isAnswered(ping)) {
            ping.bytes(); // throws
        }
    }

    /** Ends all connections; from now on every reply says so. */
    @Override
    public void close() {
        closed = true;
        lines.values().forEach(RespPool::close);
    }

    /** What a failed or an answered call tells about the node. */
    static void note(Node node, @Nullable QueueException error) {
        if (error == null || error instanceof RespError) {
            node.answered();
        } else if (error.kind() != Kind.CLOSED) {
            node.failed();
        }
    }

    private List<Reply> send(Node node, List<CommandArguments> commands) {
        try {
            if (closed) {
                throw new QueueException(Kind.CLOSED, "connection is closed (" + node + ")");
            }
            return lines.computeIfAbsent(node, to -> new RespPool(to.server())).call(commands);
        } catch (QueueException e) {
            return Collections.nCopies(commands.size(), Reply.failed(e, node.toString()));
        }
    }

    /** A node that still reads its file answers, but does nothing: it is not there yet. One that leaves says so. */
    private static Reply awake(Node node, Reply reply) {
        if (Answers.isNo(reply, Answers.LEAVING)) {
            node.leaves();
        }
        return Answers.isNo(reply, Answers.LOADING)
                ? Reply.failed(new QueueException(Kind.UNREACHABLE, "node is loading (" + node + ")"), node.toString())
                : reply;
    }

    private static boolean isAnswered(Reply reply) {
        return reply.error() == null || reply.error() instanceof RespError;
    }

    private static boolean is(Reply reply, Kind kind) {
        return reply.error() != null && reply.error().kind() == kind;
    }
}
