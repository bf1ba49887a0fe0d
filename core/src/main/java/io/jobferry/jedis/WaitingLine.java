package io.jobferry.jedis;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * A connection of its own for commands that wait at the server: whatever else were sent on it would wait too. One
 * thread calls; {@link #wakeup} and {@link #close} come from any and do not wait.
 */
public final class WaitingLine implements AutoCloseable {
    private RespServer server; // the calling thread's
    private @Nullable RespConnection idle; // guarded by this
    private @Nullable RespConnection waiting; // guarded by this: who must be ended by a wakeup
    private boolean woken; // guarded by this
    private boolean closed; // guarded by this

    public WaitingLine(RespServer server) {
        this.server = server;
    }

    /**
     * The reply to a command that waits up to this long at the server; empty if a wakeup or the close came first.
     *
     * @throws QueueException if the server cannot be reached, said no, or broke off
     */
    public Optional<Reply> call(CommandArguments command, Duration wait) {
        RespConnection connection = connection();
        if (!begin(connection)) {
            return Optional.empty();
        }
        Reply reply = connection.call(List.of(command), wait).get(0);
        boolean ended = end(connection);
        if (reply.error() == null) {
            return Optional.of(reply);
        }
        if (ended) {
            return Optional.empty();
        }
        throw reply.error();
    }

    /** Sends what comes next to this server. Only from the calling thread. */
    public void moveTo(RespServer next) {
        if (next.equals(server)) {
            return;
        }
        server = next;
        synchronized (this) {
            if (idle != null) {
                idle.close();
            }
        }
    }

    /** Ends a waiting call, or the next one. */
    public synchronized void wakeup() {
        woken = true;
        if (waiting != null) {
            waiting.endWait();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (waiting != null) {
            waiting.endWait();
        } else if (idle != null) {
            idle.close();
        }
    }

    private RespConnection connection() {
        RespConnection current;
        synchronized (this) {
            if (closed) {
                throw new QueueException(Kind.CLOSED, "connection is closed (" + server.name() + ")");
            }
            current = idle;
        }
        if (current != null && !current.isStale()) {
            return current;
        }
        RespConnection opened = RespConnection.open(server); // not under the lock: a wakeup does not wait for it
        synchronized (this) {
            idle = opened;
        }
        return opened;
    }

    private synchronized boolean begin(RespConnection connection) {
        if (closed) {
            connection.close();
            return false;
        }
        if (woken) {
            woken = false;
            return false;
        }
        waiting = connection;
        return true;
    }

    /** Whether the call was ended from another thread. */
    private synchronized boolean end(RespConnection connection) {
        waiting = null;
        boolean ended = woken || closed;
        woken = false;
        if (ended) {
            connection.close();
        }
        return ended;
    }
}
