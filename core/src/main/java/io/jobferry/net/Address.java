package io.jobferry.net;

import java.nio.file.Path;
import java.util.Locale;

/** Where a server listens. */
public sealed interface Address {
    /** The address for logs and errors: {@code host:port}, or the path of a unix socket. */
    String place();

    /** A TCP port. */
    record Tcp(String host, int port) implements Address {
        @Override
        public String place() {
            return hostAndPort(host, port);
        }
    }

    /** A TCP port that speaks TLS. */
    record Tls(String host, int port) implements Address {
        @Override
        public String place() {
            return hostAndPort(host, port);
        }
    }

    /** A unix socket. */
    record Unix(Path path) implements Address {
        @Override
        public String place() {
            return path.toString();
        }
    }

    /** The schemes of one protocol, and the ports where an address names none. */
    record Schemes(String plain, int plainPort, String tls, int tlsPort) {
        private int port(boolean secured) {
            return secured ? tlsPort : plainPort;
        }

        private String allowed() {
            return "host:port, " + plain + "://host:port, " + tls + "://host:port, tls://host:port or unix:///path";
        }
    }

    /**
     * The address that this text names: {@code host}, {@code host:port}, {@code [ipv6]:port}, one of the schemes
     * before it, {@code tls://}, or {@code unix:///path}.
     *
     * @throws IllegalArgumentException if it names none; the message lists what is allowed, and never repeats user info
     */
    static Address parse(String text, Schemes schemes) {
        if (text.indexOf('@') >= 0) {
            throw new IllegalArgumentException("server has user info: only " + schemes.allowed() + " is allowed");
        }
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? schemes.plain() : text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? text : text.substring(colon + 3);
        if (scheme.equals("unix") && rest.length() > 1 && rest.startsWith("/")) {
            return new Unix(Path.of(rest));
        }
        boolean tls = scheme.equals(schemes.tls()) || scheme.equals("tls");
        if (!tls && !scheme.equals(schemes.plain())) {
            throw malformed(text, schemes);
        }
        String authority = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        String host = end < 0 ? authority : authority.substring(0, end);
        String after = authority.substring(host.length());
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || "/?#,[]\\".indexOf(c) >= 0)) {
            throw malformed(text, schemes);
        }
        int port = after.isEmpty() ? schemes.port(tls) : port(after, text, schemes);
        return tls ? new Tls(host, port) : new Tcp(host, port);
    }

    private static int port(String after, String text, Schemes schemes) {
        if (after.matches(":[0-9]{1,5}")) {
            int port = Integer.parseInt(after.substring(1));
            if (port >= 1 && port <= 65535) {
                return port;
            }
        }
        throw malformed(text, schemes);
    }

    private static IllegalArgumentException malformed(String text, Schemes schemes) {
        return new IllegalArgumentException("server is not " + schemes.allowed() + ": \"" + text + "\"");
    }

    private static String hostAndPort(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
