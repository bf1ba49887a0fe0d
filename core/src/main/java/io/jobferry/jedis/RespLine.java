package io.jobferry.jedis;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * A way to a server for commands that do not wait: it connects at the first call, and again after a connection broke.
 * Where the server depends on the queue, it is for one queue, and goes where it is sent.
 * Any thread; a batch at a time.
 */
public final class RespLine implements AutoCloseable {
    private final Whereabouts where;
    // Held from a batch's first byte to its last reply: the connection's own lock.
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable RespConnection connection; // guarded by lock
    private boolean closed; // guarded by lock

    public RespLine(Whereabouts where) {
        this.where = where;
    }

    /** The server's name. */
    public String name() {
        return where.name();
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
            RespConnection current = connection();
            return followed(commands, current.call(commands, wait), current.server(), wait);
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

    /** Sends again what belongs elsewhere; nothing was done of it. */
    private List<Reply> followed(
            List<CommandArguments> commands, List<Reply> first, RespServer firstAsked, Duration wait) {
        List<Reply> replies = first;
        RespServer asked = firstAsked;
        for (int hop = 0; hop < Redirection.MOST; hop++) {
            List<Integer> places = new ArrayList<>();
            Redirection to = null;
            for (int i = 0; i < replies.size(); i++) {
                Redirection next = where.redirection(replies.get(i), asked).orElse(null);
                if (next != null && (to == null || to.equals(next))) {
                    to = next;
                    places.add(i);
                }
            }
            if (to == null) {
                break;
            }
            asked = to.to();
            List<Reply> answers =
                    redirected(to, places.stream().map(commands::get).toList(), wait);
            replies = new ArrayList<>(replies);
            for (int i = 0; i < places.size(); i++) {
                replies.set(places.get(i), answers.get(i));
            }
        }
        return replies;
    }

    private List<Reply> redirected(Redirection to, List<CommandArguments> commands, Duration wait) {
        try {
            if (to.only()) {
                return to.ask(commands, wait);
            }
            if (connection != null) {
                connection.close();
            }
            RespConnection opened = RespConnection.open(to.to());
            connection = opened;
            return opened.call(commands, wait);
        } catch (QueueException e) {
            return Collections.nCopies(commands.size(), Reply.failed(e, to.to().name()));
        }
    }

    private RespConnection connection() {
        if (closed) {
            throw new QueueException(Kind.CLOSED, "connection is closed (" + where.name() + ")");
        }
        RespConnection current = connection;
        if (current == null || current.isStale()) {
            current = RespConnection.open(where);
            connection = current;
        }
        return current;
    }
}
