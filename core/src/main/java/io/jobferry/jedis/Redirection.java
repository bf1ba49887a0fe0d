package io.jobferry.jedis;

import io.jobferry.QueueException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * A Cluster node's word that a command belongs to another: for good, or this one only, while its slot is moving there.
 *
 * @param only whether this command only
 */
record Redirection(RespServer to, boolean only) {
    /** So many in a row, and the cluster does not know itself. */
    static final int MOST = 5;

    private static final String MOVED = "MOVED";
    private static final String ASK = "ASK";

    /** Asks for these commands where they belong while their slot is moving; reply i is for command i. */
    List<Reply> ask(List<CommandArguments> commands, Duration wait) {
        try (RespConnection connection = RespConnection.open(to)) {
            List<Reply> replies = connection.call(
                    commands.stream()
                            .flatMap(command -> asking(command).stream())
                            .toList(),
                    wait);
            return IntStream.range(0, commands.size())
                    .mapToObj(i -> replies.get(2 * i + 1))
                    .toList();
        }
    }

    /** The command as a node takes it that has no more than a part of its slot. */
    static List<CommandArguments> asking(CommandArguments command) {
        return List.of(new CommandArguments(Command.ASKING), command);
    }

    /** What the reply says, if it is {@code MOVED slot host:port} or {@code ASK slot host:port}; null if it is not. */
    static @Nullable Redirection in(Reply reply, RespServer asked) {
        QueueException error = reply.error();
        if (!(error instanceof RespError no)
                || !(no.code().equals(MOVED) || no.code().equals(ASK))) {
            return null;
        }
        String address = no.words().substring(no.words().lastIndexOf(' ') + 1);
        int colon = address.lastIndexOf(':');
        try {
            // A node that knows no name for another one means its own host.
            String host = colon <= 0 ? asked.host() : address.substring(0, colon);
            return new Redirection(
                    asked.at(host, Integer.parseInt(address.substring(colon + 1))),
                    no.code().equals(ASK));
        } catch (IllegalArgumentException e) {
            throw new QueueException(
                    QueueException.Kind.PROTOCOL, "redirection is to no address: " + no.getMessage(), e);
        }
    }
}
