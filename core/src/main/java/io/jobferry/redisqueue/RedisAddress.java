package io.jobferry.redisqueue;

import io.jobferry.jedis.RespServer;

/** The server that options name. */
final class RedisAddress {
    private static final int DEFAULT_PORT = 6379;
    private static final String PLAIN = "redis";
    private static final String SECURED = "rediss";

    private RedisAddress() {}

    /** @throws IllegalArgumentException if the options' server is not what their javadoc says */
    static RespServer of(RedisQueueOptions options) {
        String text = options.server();
        if (text.indexOf('@') >= 0) {
            // The text itself is not repeated: it may hold a password.
            throw new IllegalArgumentException("server has user info: give user name and password as options instead");
        }
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? PLAIN : text.substring(0, colon);
        if (!scheme.equals(PLAIN) && !scheme.equals(SECURED)) {
            throw new IllegalArgumentException(
                    "server is not host:port or " + PLAIN + "://… or " + SECURED + "://…: \"" + text + "\"");
        }
        if (text.indexOf(',') >= 0) {
            throw new IllegalArgumentException("server is not one but several: \"" + text + "\"");
        }
        boolean secured = scheme.equals(SECURED) || options.tls() != null;
        RespServer server = RespServer.parse(
                        secured ? SECURED : PLAIN,
                        colon < 0 ? text : text.substring(colon + 3),
                        DEFAULT_PORT,
                        options.connectTimeout(),
                        options.commandTimeout())
                .withLogin(options.username(), options.password())
                .withDatabase(options.database());
        return secured ? server.withTls(options.tls()) : server;
    }
}
