package io.jobferry.jedis;

import io.jobferry.net.Deadline;
import io.jobferry.net.TcpSocket;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * The socket of one connection. Jedis makes a new one by itself whenever it finds the old one closed; here a second one
 * is refused.
 */
final class OneSocket implements JedisSocketFactory {
    private final RespServer server;
    private @Nullable Socket wire; // guarded by this: what is under TLS, too
    private @Nullable Socket socket; // guarded by this: what is read from
    private boolean used; // guarded by this

    /** A write has no time-out of its own. */
    private final Deadline writing = Deadline.watch(this::close);

    OneSocket(RespServer server) {
        this.server = server;
    }

    @Override
    public Socket createSocket() {
        synchronized (this) {
            if (used) {
                throw new JedisConnectionException("connection is closed");
            }
            used = true;
        }
        long deadlineNanos = System.nanoTime() + server.connectTimeout().toNanos();
        try {
            Socket connected = TcpSocket.connect(server.host(), server.port(), deadlineNanos);
            synchronized (this) {
                wire = connected;
            }
            Socket secured = server.secured()
                    ? TcpSocket.secure(connected, server.host(), server.port(), server.tls(), deadlineNanos)
                    : connected;
            synchronized (this) {
                socket = secured;
            }
            return secured;
        } catch (IOException e) {
            throw new JedisConnectionException(String.valueOf(e.getMessage()), e);
        }
    }

    /** From here on a write must be over in time, or the socket is closed. */
    void writes() {
        writing.at(System.nanoTime() + server.commandTimeout().toNanos());
    }

    void hasWritten() {
        writing.met();
    }

    /** Whether anything but silence comes: the end, or something unasked. To be asked between two calls. */
    boolean isOver() {
        Socket asked;
        synchronized (this) {
            asked = socket;
        }
        if (asked == null) {
            return true;
        }
        try {
            asked.setSoTimeout(1);
            asked.getInputStream().read();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Ends our half; what the server sends is still read. */
    synchronized void shutdownOutput() {
        try {
            if (wire != null) {
                wire.shutdownOutput();
            }
        } catch (IOException e) {
            // It is closed or reset already: the wait ends by that.
            return;
        }
    }

    synchronized void close() {
        writing.close();
        try {
            if (wire != null) {
                wire.close();
            }
        } catch (IOException e) {
            // Nothing is left that could be closed.
            return;
        }
    }
}
