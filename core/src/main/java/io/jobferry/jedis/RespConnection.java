package io.jobferry.jedis;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * One connection for its whole life: once broken it stays broken, so that no late reply is ever taken for another
 * command's. One thread at a time calls; {@link #endWait} and {@link #close} may come from any.
 */
final class RespConnection implements AutoCloseable {
    /** After a pause of this length it is worth a look whether the server has closed the connection. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** What a replica says to who writes, and to who was waiting when it became one. */
    private static final Set<String> DEMOTED = Set.of("READONLY", "UNBLOCKED");

    private final RespServer server;
    private final OneSocket socket;
    private final Wire connection;
    private volatile boolean broken;
    private long lastUsedNanos = System.nanoTime(); // the calling thread's

    private RespConnection(RespServer server) {
        this.server = server;
        this.socket = new OneSocket(server);
        this.connection = new Wire(socket);
    }

    /**
     * A new connection to the first of the candidates that can be reached.
     *
     * @throws QueueException of kind UNREACHABLE if there is none to be had
     */
    static RespConnection open(Whereabouts where) {
        QueueException why = null;
        for (RespServer candidate : where.candidates()) {
            try {
                return open(candidate);
            } catch (QueueException e) {
                if (why != null) {
                    e.addSuppressed(why);
                }
                why = e;
            }
        }
        throw why == null ? new QueueException(Kind.UNREACHABLE, "no server is known (" + where.name() + ")") : why;
    }

    /**
     * A new connection, which knows the password and the database where there are any.
     *
     * @throws QueueException of kind UNREACHABLE if there is none to be had
     */
    static RespConnection open(RespServer server) {
        RespConnection opened = new RespConnection(server);
        try {
            opened.connection.connect();
        } catch (JedisConnectionException e) {
            opened.close();
            throw new QueueException(
                    Kind.UNREACHABLE, "no connection: " + e.getMessage() + " (" + server.name() + ")", e);
        }
        opened.greet();
        return opened;
    }

    /** Says who we are and which database is meant: only what has to be said, for Disque knows nothing but AUTH. */
    private void greet() {
        List<CommandArguments> greeting = new ArrayList<>();
        Secret password = server.password();
        String username = server.username();
        if (password != null) {
            CommandArguments auth = new CommandArguments(Command.AUTH);
            greeting.add((username == null ? auth : auth.add(username)).add(password.reveal()));
        }
        if (server.database() != 0) {
            greeting.add(new CommandArguments(Command.SELECT).add(server.database()));
        }
        for (Reply reply : call(greeting)) {
            QueueException refused = reply.error();
            if (refused != null) {
                close();
                throw new QueueException(Kind.UNREACHABLE, "no connection: " + refused.getMessage(), refused);
            }
        }
    }

    /** Sends the commands in one go; reply i is for command i. Does not throw: what broke is a reply's error. */
    List<Reply> call(List<CommandArguments> commands) {
        return call(commands, Duration.ZERO);
    }

    /** The same for commands that wait up to this long at the server. */
    List<Reply> call(List<CommandArguments> commands, Duration wait) {
        List<Reply> replies = new ArrayList<>(commands.size());
        QueueException end = send(commands, wait);
        boolean demoted = false;
        for (CommandArguments command : commands) {
            Place place = new Place(command, server);
            if (end != null) {
                replies.add(Reply.failed(end, place));
                continue;
            }
            try {
                replies.add(Reply.of(connection.getOne(), place));
            } catch (JedisDataException e) {
                RespError no = new RespError(String.valueOf(e.getMessage()), place.toString(), e);
                // A primary that became a replica stays one: the name may lead to the new one already.
                demoted |= DEMOTED.contains(no.code());
                replies.add(Reply.failed(no, place));
            } catch (RuntimeException e) {
                end = broke(e);
                replies.add(Reply.failed(end, place));
            }
        }
        lastUsedNanos = System.nanoTime();
        if (demoted) {
            close();
        }
        return replies;
    }

    private @Nullable QueueException send(List<CommandArguments> commands, Duration wait) {
        long patience = server.commandTimeout().plus(wait).toMillis();
        socket.writes();
        try {
            connection.setSoTimeout((int) Math.min(Integer.MAX_VALUE, patience));
            commands.forEach(connection::sendCommand);
            connection.flush();
            return null;
        } catch (RuntimeException e) {
            return broke(e);
        } finally {
            socket.hasWritten();
        }
    }

    RespServer server() {
        return server;
    }

    boolean isBroken() {
        return broken;
    }

    /** Whether it is broken, or was found closed by the server after a pause: nothing is lost if it is not used. */
    boolean isStale() {
        if (!broken && System.nanoTime() - lastUsedNanos > PAUSE_NANOS) {
            lastUsedNanos = System.nanoTime();
            if (socket.isOver()) {
                close();
            }
        }
        return broken;
    }

    /**
     * Ends a waiting call from another thread. Only our half is closed, so that a reply which is already under way
     * is still read, and a job in it is not lost until its lease ends.
     */
    void endWait() {
        broken = true;
        socket.shutdownOutput();
    }

    @Override
    public void close() {
        broken = true;
        socket.close();
    }

    private QueueException broke(RuntimeException cause) {
        close();
        return cause instanceof JedisConnectionException
                ? new QueueException(Kind.BROKEN, "connection broke (" + server.name() + ")", cause)
                : new QueueException(
                        Kind.PROTOCOL, "reply is not RESP2: " + cause.getMessage() + " (" + server.name() + ")", cause);
    }

    private record Place(CommandArguments command, RespServer server) {
        @Override
        public String toString() {
            return new String(command.getCommand().getRaw(), StandardCharsets.US_ASCII) + ", " + server.name();
        }
    }

    /**
     * Jedis' connection with a reader of our own. Without a client configuration Jedis greets nobody: Disque has no
     * HELLO 3 and no CLIENT SETINFO.
     */
    private static final class Wire extends Connection {
        private @Nullable RespReader reader;

        Wire(OneSocket socket) {
            super(socket);
        }

        @Override
        protected @Nullable Object protocolRead(RedisInputStream in, PushConsumerChain pushes) {
            if (reader == null) {
                reader = new RespReader(in);
            }
            return reader.read();
        }

        @Override
        protected void flush() {
            super.flush();
        }
    }
}
