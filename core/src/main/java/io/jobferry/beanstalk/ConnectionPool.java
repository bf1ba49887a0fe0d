package io.jobferry.beanstalk;

import io.jobferry.QueueException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The connections that puts and admins share: never waited on, never holding a job. Any thread.
 *
 * <p>Closing ends the idle ones; one that is in use is closed when it comes back, because to close it before its
 * replies are read would lose puts.
 */
final class ConnectionPool implements AutoCloseable {
    /** Where the server's rate over several connections peaks. */
    private static final int MOST = 4;

    private final Dialer dialer;
    private final Semaphore free = new Semaphore(MOST, true);

    /** The one used last is first. Guarded by this. */
    private final Deque<BeanstalkConnection> idle = new ArrayDeque<>();

    /** Guarded by this. */
    private boolean closed;

    ConnectionPool(Dialer dialer) {
        this.dialer = dialer;
    }

    /**
     * A connection, one that uses this tube if there is such a one; waits while all are in use. To be given back.
     *
     * @throws QueueException if none can be made, or the pool is closed
     */
    BeanstalkConnection borrow(String tube) {
        free.acquireUninterruptibly();
        boolean lent = false;
        try {
            BeanstalkConnection connection = idle(tube);
            while (connection != null && connection.isStale()) {
                connection = idle(tube);
            }
            if (connection == null) {
                connection = dialer.dial();
            }
            lent = true;
            return connection;
        } finally {
            if (!lent) {
                free.release();
            }
        }
    }

    private synchronized @Nullable BeanstalkConnection idle(String tube) {
        if (closed) {
            throw new QueueException(QueueException.Kind.CLOSED, "backend is closed (" + dialer.name() + ")");
        }
        for (Iterator<BeanstalkConnection> each = idle.iterator(); each.hasNext(); ) {
            BeanstalkConnection connection = each.next();
            if (connection.usedTube().equals(tube)) {
                each.remove();
                return connection;
            }
        }
        return idle.pollFirst();
    }

    void giveBack(BeanstalkConnection connection) {
        if (!keep(connection)) {
            connection.close();
        }
        free.release();
    }

    private synchronized boolean keep(BeanstalkConnection connection) {
        if (closed || connection.isBroken()) {
            return false;
        }
        idle.addFirst(connection);
        return true;
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(BeanstalkConnection::close);
        idle.clear();
    }
}
