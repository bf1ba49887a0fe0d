package io.jobferry.jedis;

import io.jobferry.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks RESP2, and how long we wait for it.
 *
 * @param scheme for the name only
 * @param host a host name or an address, without brackets
 * @param port 1 to 65535
 * @param connectTimeout the longest time to make a connection
 * @param commandTimeout the longest time for a command's reply, besides what the command itself waits
 * @param secured whether it speaks TLS
 * @param tls how to speak it; null for the JVM's default context
 * @param password what AUTH needs before anything else; null for nothing
 * @param username whose password it is, where the server has users (Redis); null for the default one
 * @param database which of the server's databases, from 0
 */
public record RespServer(
        String scheme,
        String host,
        int port,
        Duration connectTimeout,
        Duration commandTimeout,
        boolean secured,
        @Nullable Tls tls,
        @Nullable Secret password,
        @Nullable String username,
        int database)
        implements Whereabouts {
    public RespServer {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(host, "host");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port is not in 1 to 65535: " + port);
        }
        positive(connectTimeout, "connectTimeout");
        positive(commandTimeout, "commandTimeout");
        if (username != null && password == null) {
            throw new IllegalArgumentException("username has no password: " + username);
        }
        if (database < 0) {
            throw new IllegalArgumentException("database is negative: " + database);
        }
    }

    /** The default user's, in the first database. */
    public RespServer(
            String scheme,
            String host,
            int port,
            Duration connectTimeout,
            Duration commandTimeout,
            boolean secured,
            @Nullable Tls tls,
            @Nullable Secret password) {
        this(scheme, host, port, connectTimeout, commandTimeout, secured, tls, password, null, 0);
    }

    /** A server without TLS and without a password. */
    public RespServer(String scheme, String host, int port, Duration connectTimeout, Duration commandTimeout) {
        this(scheme, host, port, connectTimeout, commandTimeout, false, null, null);
    }

    /** The same with TLS. */
    public RespServer withTls(@Nullable Tls value) {
        return new RespServer(
                scheme, host, port, connectTimeout, commandTimeout, true, value, password, username, database);
    }

    /** The same with a password. */
    public RespServer withPassword(@Nullable Secret value) {
        return withLogin(username, value);
    }

    /** The same with a password of this user; null for the default user. */
    public RespServer withLogin(@Nullable String user, @Nullable Secret value) {
        return new RespServer(scheme, host, port, connectTimeout, commandTimeout, secured, tls, value, user, database);
    }

    /** The same in this database. */
    public RespServer withDatabase(int value) {
        return new RespServer(
                scheme, host, port, connectTimeout, commandTimeout, secured, tls, password, username, value);
    }

    /** Itself. */
    @Override
    public List<RespServer> candidates() {
        return List.of(this);
    }

    /** Whether the password goes over a network for everybody between to read. */
    @Override
    public boolean showsPassword() {
        return password != null && !secured && !isLoopback();
    }

    private boolean isLoopback() {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    /** Another one that is reached in the same way. */
    public RespServer at(String otherHost, int otherPort) {
        return new RespServer(
                scheme,
                otherHost,
                otherPort,
                connectTimeout,
                commandTimeout,
                secured,
                tls,
                password,
                username,
                database);
    }

    /**
     * The server at {@code host}, {@code host:port} or {@code [v6]:port}.
     *
     * @throws IllegalArgumentException if the address is none of these, or a time-out is not above zero
     */
    public static RespServer parse(
            String scheme, String address, int defaultPort, Duration connectTimeout, Duration commandTimeout) {
        int colon = address.lastIndexOf(':');
        boolean hasPort = colon > address.lastIndexOf(']');
        String host = hasPort ? address.substring(0, colon) : address;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("address has a colon outside of brackets: \"" + address + "\"");
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("address has no host: \"" + address + "\"");
        }
        int port = hasPort ? port(address.substring(colon + 1), address) : defaultPort;
        return new RespServer(scheme, host, port, connectTimeout, commandTimeout);
    }

    /** The name for logs and errors. */
    @Override
    public String name() {
        return scheme + "://" + address();
    }

    /** {@code host:port} or {@code [v6]:port}. */
    String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static int port(String text, String address) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("port is no number: \"" + text + "\" in \"" + address + "\"", e);
        }
    }

    private static void positive(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(name + " is not above zero: " + duration);
        }
    }
}
