package io.jobferry.jedis;

import io.jobferry.QueueException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import redis.clients.jedis.CommandArguments;

/**
 * A few {@linkplain RespLine lines} to a server, for callers on several threads: each batch goes over one that is free,
 * and waits while none is. What one thread sends stays in order. Any thread.
 */
public final class RespPool implements AutoCloseable {
    /** Where a server's rate over several connections peaks. */
    private static final int MOST = 4;

    private final Whereabouts where;
    private final Semaphore free = new Semaphore(MOST);
    private final Deque<RespLine> idle = new ArrayDeque<>(); // guarded by this: the one used last is first
    private boolean closed; // guarded by this

    public RespPool(Whereabouts where) {
        this.where = where;
    }

    /**
     * As {@link RespLine#call(List)}.
     *
     * @throws QueueException if no connection can be made; nothing was sent
     */
    public List<Reply> call(List<CommandArguments> commands) {
        free.acquireUninterruptibly();
        RespLine line = borrowed();
        try {
            return line.call(commands);
        } finally {
            giveBack(line);
            free.release();
        }
    }

    /** A line that is closed, once the pool is: it says so. */
    private synchronized RespLine borrowed() {
        RespLine line = idle.isEmpty() ? new RespLine(where) : idle.pop();
        if (closed) {
            line.close();
        }
        return line;
    }

    private synchronized void giveBack(RespLine line) {
        if (closed) {
            line.close();
        } else {
            idle.push(line);
        }
    }

    /** A batch that is under way still ends: to cut it off would leave what became of it unknown. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(RespLine::close);
        idle.clear();
    }
}
