package io.jobferry.net;

import io.jobferry.Tls;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes to a server and back, every step of it under a deadline (on the clock of {@link System#nanoTime()}).
 * One thread at a time reads or writes; {@link #close} comes from any thread and wakes it. After an exception the
 * connection is good for nothing but to be closed.
 */
public interface Connection extends AutoCloseable {
    /**
     * A connection to this address.
     *
     * @param timeout for all of it, a TLS handshake included; looking up the host name is the system's affair
     * @param tls how to speak to an {@link Address.Tls}; null for the JVM's default context
     * @throws IOException if none could be made; nothing stays open
     */
    static Connection open(Address address, Duration timeout, @Nullable Tls tls) throws IOException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        if (address instanceof Address.Tcp tcp) {
            return TcpConnection.plain(tcp, deadlineNanos);
        }
        if (address instanceof Address.Tls secured) {
            return TcpConnection.secured(secured, tls, deadlineNanos);
        }
        return UnixConnection.open((Address.Unix) address, deadlineNanos);
    }

    /**
     * Writes all of these bytes.
     *
     * @throws IOException if the server did not take them before the deadline, or the connection broke
     */
    void write(byte[] bytes, int offset, int length, long deadlineNanos) throws IOException;

    /**
     * Reads what there is, at least one byte; returns how many, -1 at the end of the stream.
     *
     * @throws SocketTimeoutException if nothing came before the deadline
     * @throws IOException if the connection broke
     */
    int read(byte[] bytes, int offset, int length, long deadlineNanos) throws IOException;

    /**
     * Whether a connection on which no answer is due is of no use any more: the server has closed it, or has said
     * something unasked. Takes a millisecond where it is still good: to be asked after a pause, not before each command.
     */
    boolean isStale();

    @Override
    void close();
}
