package io.jobferry.jedis;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * A way to a server for commands that do not wait: it connects at the first call, and again after a connection broke.
 * Any thread; a batch at a time.
 */
public final class RespLine implements AutoCloseable {
    private final RespServer server;
    // Held from a batch's first byte to its last reply: the connection's own lock.
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable RespConnection connection; // guarded by lock
    private boolean closed; // guarded by lock

    public RespLine(RespServer server) {
        this.server = server;
    }

    /** The server's name. */
    public String name() {
        return server.name();
    }

    /**
     * Sends the commands in one go; reply i is for command i. What breaks on the way is an error in the replies.
     *
     * @throws QueueException if no connection can be made; nothing was sent
     */
    public List<Reply> call(List<CommandArguments> commands) {
        return call(commands, Duration.ZERO);
    }

    /** The same for commands that wait up to this long at the server; everything else waits behind them. */
    public List<Reply> call(List<CommandArguments> commands, Duration wait) {
        if (commands.isEmpty()) {
            return List.of();
        }
        lock.lock();
        try {
            return connection().call(commands, wait);
        } finally {
            lock.unlock();
        }
    }

    /** Sends one command. */
    public Reply call(CommandArguments command) {
        return call(List.of(command)).get(0);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (connection != null) {
                connection.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private RespConnection connection() {
        if (closed) {
            throw new QueueException(Kind.CLOSED, "connection is closed (" + server.name() + ")");
        }
        RespConnection current = connection;
        if (current == null || current.isStale()) {
            current = RespConnection.open(server);
            connection = current;
        }
        return current;
    }
}
