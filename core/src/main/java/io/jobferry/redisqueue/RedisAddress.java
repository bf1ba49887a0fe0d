package io.jobferry.redisqueue;

import io.jobferry.jedis.ClusterNodes;
import io.jobferry.jedis.RespServer;
import io.jobferry.jedis.Sentinels;
import io.jobferry.jedis.Whereabouts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The server, sentinels or cluster that options name. */
final class RedisAddress {
    /** All that a server's URI can begin with. */
    static final Set<String> SCHEMES =
            Set.of("redis", "rediss", "redis-sentinel", "rediss-sentinel", "redis-cluster", "rediss-cluster");

    /** Lettuce's name for it. */
    static final String SENTINEL_MASTER = "sentinelMasterId";

    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26379;
    private static final Pattern ADDRESS =
            Pattern.compile("(?:(?<scheme>redis)(?<secured>s?)(?<kind>-sentinel|-cluster)?://)?"
                    + "(?<hosts>[^/?#]+)(?:\\?" + SENTINEL_MASTER + "=(?<master>[^&]+))?");

    private static final Pattern SEVERAL_HOSTS = Pattern.compile("rediss?-(sentinel|cluster)://");

    private final RedisQueueOptions options;
    private final Matcher parts;

    private RedisAddress(RedisQueueOptions options, Matcher parts) {
        this.options = options;
        this.parts = parts;
    }

    /** See {@link RedisQueueOptions#servers}. */
    static List<String> joined(List<String> addresses) {
        List<String> servers = new ArrayList<>();
        for (String address : addresses) {
            int last = servers.size() - 1;
            if (last >= 0 && SEVERAL_HOSTS.matcher(servers.get(last)).lookingAt() && !address.contains("://")) {
                servers.set(last, servers.get(last) + "," + address);
            } else {
                servers.add(address);
            }
        }
        return servers;
    }

    /** @throws IllegalArgumentException if the options' server is not what their javadoc says */
    static Whereabouts of(RedisQueueOptions options) {
        String text = options.server();
        if (text.indexOf('@') >= 0) {
            // The text itself is not repeated: it may hold a password.
            throw new IllegalArgumentException("server has user info: give user name and password as options instead");
        }
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "server is not host:port or redis://…, redis-cluster://… or redis-sentinel://…?" + SENTINEL_MASTER
                            + "=…, with rediss for TLS: \"" + text + "\"");
        }
        return new RedisAddress(options, parts).whereabouts();
    }

    private Whereabouts whereabouts() {
        String kind = parts.group("kind") == null ? "" : parts.group("kind");
        String master = parts.group("master");
        if (kind.equals("-sentinel") != (master != null)) {
            throw new IllegalArgumentException(
                    SENTINEL_MASTER + " is for redis-sentinel, and is needed there: \"" + options.server() + "\"");
        }
        List<RespServer> servers = servers(master == null ? PORT : SENTINEL_PORT);
        if (master != null) {
            return new Sentinels(servers, master);
        }
        if (kind.equals("-cluster")) {
            if (options.database() != 0) {
                throw new IllegalArgumentException("a cluster has no database but 0: " + options.database());
            }
            return new ClusterNodes(servers);
        }
        if (servers.size() > 1) {
            throw new IllegalArgumentException("server is not one but several: \"" + options.server() + "\"");
        }
        return servers.get(0);
    }

    private List<RespServer> servers(int defaultPort) {
        boolean secured = options.tls() != null || "s".equals(parts.group("secured"));
        return Stream.of(parts.group("hosts").split(",", -1))
                .map(host -> server(host, defaultPort, secured))
                .toList();
    }

    private RespServer server(String host, int defaultPort, boolean secured) {
        RespServer server = RespServer.parse(
                        secured ? "rediss" : "redis",
                        host,
                        defaultPort,
                        options.connectTimeout(),
                        options.commandTimeout())
                .withLogin(options.username(), options.password())
                .withDatabase(options.database());
        return secured ? server.withTls(options.tls()) : server;
    }
}
