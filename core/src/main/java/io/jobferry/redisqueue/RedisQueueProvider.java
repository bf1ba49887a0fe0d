package io.jobferry.redisqueue;

import io.jobferry.Backend;
import io.jobferry.BackendProvider;
import io.jobferry.QueueUri;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Opens {@code redis://host:port} and {@code rediss://}, with TLS; {@code redis://host/2} is database 2. Parameters:
 * {@code connectTimeout}, {@code commandTimeout} and {@code lease}, as {@code 5s}, {@code 500ms}, {@code 2m} or {@code
 * PT5S}; {@code keyPrefix}.
 */
public final class RedisQueueProvider implements BackendProvider {
    private static final String CONNECT_TIMEOUT = "connectTimeout";
    private static final String COMMAND_TIMEOUT = "commandTimeout";
    private static final String KEY_PREFIX = "keyPrefix";
    private static final String LEASE = "lease";
    private static final Pattern DATABASE = Pattern.compile("/[0-9]{1,5}");

    @Override
    public Set<String> schemes() {
        return Set.of("redis", "rediss");
    }

    @Override
    public Backend open(QueueUri uri) {
        uri.requireParametersIn(Set.of(CONNECT_TIMEOUT, COMMAND_TIMEOUT, KEY_PREFIX, LEASE));
        RedisQueueOptions defaults = RedisQueueOptions.of(uri.scheme() + "://" + uri.authority());
        return new RedisQueueBackend(
                defaults.withConnectTimeout(uri.duration(CONNECT_TIMEOUT, defaults.connectTimeout()))
                        .withCommandTimeout(uri.duration(COMMAND_TIMEOUT, defaults.commandTimeout()))
                        .withDatabase(database(uri))
                        .withLayout(layout(uri, defaults.layout())));
    }

    private static RedisLayout layout(QueueUri uri, RedisLayout defaults) {
        return defaults.withKeyPrefix(uri.parameters().getOrDefault(KEY_PREFIX, defaults.keyPrefix()))
                .withLease(uri.duration(LEASE, defaults.lease()));
    }

    private static int database(QueueUri uri) {
        String path = uri.path();
        if (path.isEmpty() || path.equals("/")) {
            return 0;
        }
        if (!DATABASE.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "server URI's path is not a database's number: \"" + path + "\" (" + uri.scheme() + ")");
        }
        return Integer.parseInt(path.substring(1));
    }
}
