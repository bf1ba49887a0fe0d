package io.jobferry.jedis;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One connection for its whole life: once broken it stays broken, so that no late reply is ever taken for another
 * command's. One thread at a time calls; {@link #endWait} and {@link #close} may come from any.
 */
final class RespConnection implements AutoCloseable {
    private final RespServer server;
    private final OneSocket socket;
    private final Connection connection;
    private volatile boolean broken;

    private RespConnection(RespServer server) {
        this.server = server;
        this.socket = new OneSocket(server);
        // Without a client configuration Jedis greets nobody: Disque has no HELLO 3 and no CLIENT SETINFO.
        this.connection = new Connection(socket);
    }

    /** A new connection. */
    static RespConnection open(RespServer server) {
        RespConnection opened = new RespConnection(server);
        try {
            opened.connection.connect();
            return opened;
        } catch (JedisConnectionException e) {
            throw new QueueException(Kind.UNREACHABLE, "no connection (" + server.name() + ")", e);
        }
    }

    /** Sends the commands in one go; reply i is for command i. Does not throw: what broke is a reply's error. */
    List<Reply> call(List<CommandArguments> commands) {
        return call(commands, Duration.ZERO);
    }

    /** The same for commands that wait up to this long at the server. */
    List<Reply> call(List<CommandArguments> commands, Duration wait) {
        List<Reply> replies = new ArrayList<>(commands.size());
        QueueException end = null;
        try {
            connection.setSoTimeout(
                    Math.toIntExact(server.commandTimeout().plus(wait).toMillis()));
            commands.forEach(connection::sendCommand);
        } catch (RuntimeException e) {
            end = broke(e);
        }
        for (CommandArguments command : commands) {
            String place = place(command);
            if (end != null) {
                replies.add(Reply.failed(end, place));
                continue;
            }
            try {
                replies.add(Reply.of(connection.getOne(), place));
            } catch (JedisDataException e) {
                replies.add(Reply.failed(new RespError(String.valueOf(e.getMessage()), place, e), place));
            } catch (RuntimeException e) {
                end = broke(e);
                replies.add(Reply.failed(end, place));
            }
        }
        return replies;
    }

    boolean isBroken() {
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

    /** Garbage from the server comes out of Jedis as any runtime exception. */
    private QueueException broke(RuntimeException cause) {
        close();
        return cause instanceof JedisConnectionException
                ? new QueueException(Kind.BROKEN, "connection broke (" + server.name() + ")", cause)
                : new QueueException(Kind.PROTOCOL, "reply is not RESP2 (" + server.name() + ")", cause);
    }

    private String place(CommandArguments command) {
        return new String(command.getCommand().getRaw(), StandardCharsets.US_ASCII) + ", " + server.name();
    }

    /** Jedis reconnects by itself whenever it finds its socket closed; here a second socket is refused. */
    private static final class OneSocket implements JedisSocketFactory {
        private final JedisSocketFactory sockets;
        private @Nullable Socket socket; // guarded by this
        private boolean used; // guarded by this

        OneSocket(RespServer server) {
            sockets = new DefaultJedisSocketFactory(
                    new HostAndPort(server.host(), server.port()),
                    DefaultJedisClientConfig.builder()
                            .connectionTimeoutMillis(
                                    Math.toIntExact(server.connectTimeout().toMillis()))
                            .socketTimeoutMillis(
                                    Math.toIntExact(server.commandTimeout().toMillis()))
                            .build());
        }

        @Override
        public Socket createSocket() {
            synchronized (this) {
                if (used) {
                    throw new JedisConnectionException("connection is closed");
                }
                used = true;
            }
            Socket created = sockets.createSocket();
            synchronized (this) {
                socket = created;
            }
            return created;
        }

        synchronized void shutdownOutput() {
            try {
                if (socket != null) {
                    socket.shutdownOutput();
                }
            } catch (IOException e) {
                // It is closed or reset already: the wait ends by that.
                return;
            }
        }

        synchronized void close() {
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException e) {
                // Nothing is left that could be closed.
                return;
            }
        }
    }
}
