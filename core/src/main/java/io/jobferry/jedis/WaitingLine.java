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
    private Whereabouts where; // the calling thread's
    private @Nullable RespConnection idle; // guarded by this
    private @Nullable RespConnection waiting; // guarded by this: who must be ended by a wakeup
    private boolean woken; // guarded by this
    private boolean closed; // guarded by this

    public WaitingLine(Whereabouts where) {
        this.where = where;
    }

    /**
     * The reply to a command that waits up to this long at the server; empty if a wakeup or the close came first.
     *
     * @throws QueueException if the server cannot be reached, said no, or broke off
     */
    public Optional<Reply> call(CommandArguments command, Duration wait) {
        RespConnection connection = connection();
        Optional<Reply> reply = call(connection, List.of(command), wait);
        for (int hop = 0; hop < Redirection.MOST && reply.isPresent(); hop++) {
            Redirection to = where.redirection(reply.get(), connection.server()).orElse(null);
            if (to == null) {
                break;
            }
            if (to.only()) {
                return asked(to, command, wait);
            }
            connection.close();
            connection = opened(to.to());
            reply = call(connection, List.of(command), wait);
        }
        return reply.map(WaitingLine::thrownIfError);
    }

    private Optional<Reply> asked(Redirection to, CommandArguments command, Duration wait) {
        try (RespConnection connection = RespConnection.open(to.to())) {
            return call(connection, Redirection.asking(command), wait).map(WaitingLine::thrownIfError);
        }
    }

    /** The reply to the last of these, also if it is an error; empty if the call was ended from another thread. */
    private Optional<Reply> call(RespConnection connection, List<CommandArguments> commands, Duration wait) {
        if (!begin(connection)) {
            return Optional.empty();
        }
        List<Reply> replies = connection.call(commands, wait);
        Reply reply = replies.get(replies.size() - 1);
        boolean ended = end(connection);
        return ended && reply.error() != null ? Optional.empty() : Optional.of(reply);
    }

    private static Reply thrownIfError(Reply reply) {
        QueueException error = reply.error();
        if (error != null) {
            throw error;
        }
        return reply;
    }

    /** Sends what comes next to this server. Only from the calling thread. */
    public void moveTo(RespServer next) {
        if (next.equals(where)) {
            return;
        }
        where = next;
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
                throw new QueueException(Kind.CLOSED, "connection is closed (" + where.name() + ")");
            }
            current = idle;
        }
        if (current != null && !current.isStale()) {
            return current;
        }
        return opened(where);
    }

    private RespConnection opened(Whereabouts next) {
        RespConnection opened = RespConnection.open(next); // not under the lock: a wakeup does not wait for it
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
