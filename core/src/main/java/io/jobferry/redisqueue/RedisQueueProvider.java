package io.jobferry.redisqueue;

import io.jobferry.Backend;
import io.jobferry.BackendProvider;
import io.jobferry.QueueUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Opens {@code redis://host:port}, {@code redis-sentinel://host:port,host:port?sentinelMasterId=name} and {@code
 * redis-cluster://host:port,host:port}, and the same with {@code rediss}, for TLS; {@code redis://host/2} is database 2.
 * Parameters:
 * {@code connectTimeout}, {@code commandTimeout}, {@code handleTimeout} and {@code lease}, as {@code 5s}, {@code 500ms}, {@code 2m} or {@code
 * PT5S}; {@code keyPrefix}; {@code envelope}, which is gob, json or raw; {@code gobTypeId}; {@code leaseOver}, which is timeout
 * or waiting; {@code popFrom}, which is right or left.
 */
public final class RedisQueueProvider implements BackendProvider {
    private static final String CONNECT_TIMEOUT = "connectTimeout";
    private static final String COMMAND_TIMEOUT = "commandTimeout";
    private static final String KEY_PREFIX = "keyPrefix";
    private static final String LEASE = "lease";
    private static final String ENVELOPE = "envelope";
    private static final String GOB_TYPE_ID = "gobTypeId";
    private static final String HANDLE_TIMEOUT = "handleTimeout";
    private static final String LEASE_OVER = "leaseOver";
    private static final String POP_FROM = "popFrom";
    private static final Set<String> PARAMETERS = Set.of(
            RedisAddress.SENTINEL_MASTER,
            CONNECT_TIMEOUT,
            COMMAND_TIMEOUT,
            KEY_PREFIX,
            LEASE,
            ENVELOPE,
            GOB_TYPE_ID,
            HANDLE_TIMEOUT,
            LEASE_OVER,
            POP_FROM);
    private static final Pattern DATABASE = Pattern.compile("/[0-9]{1,5}");

    @Override
    public Set<String> schemes() {
        return RedisAddress.SCHEMES;
    }

    @Override
    public Backend open(QueueUri uri) {
        uri.requireParametersIn(PARAMETERS);
        String master = uri.parameters().get(RedisAddress.SENTINEL_MASTER);
        RedisQueueOptions defaults = RedisQueueOptions.of(uri.scheme() + "://" + uri.authority()
                + (master == null ? "" : "?" + RedisAddress.SENTINEL_MASTER + "=" + master));
        return new RedisQueueBackend(
                defaults.withConnectTimeout(uri.duration(CONNECT_TIMEOUT, defaults.connectTimeout()))
                        .withCommandTimeout(uri.duration(COMMAND_TIMEOUT, defaults.commandTimeout()))
                        .withDatabase(database(uri))
                        .withLayout(layout(uri, defaults.layout())));
    }

    private static RedisLayout layout(QueueUri uri, RedisLayout defaults) {
        return new RedisLayout(
                word(uri, ENVELOPE, RedisEnvelope.class, defaults.envelope()),
                uri.parameters().getOrDefault(KEY_PREFIX, defaults.keyPrefix()),
                gobTypeId(uri, defaults.gobTypeId()),
                uri.duration(HANDLE_TIMEOUT, defaults.handleTimeout()),
                word(uri, LEASE_OVER, LeaseOver.class, defaults.leaseOver()),
                uri.duration(LEASE, defaults.lease()),
                word(uri, POP_FROM, PopFrom.class, defaults.popFrom()));
    }

    private static <E extends Enum<E>> E word(QueueUri uri, String parameter, Class<E> type, E missing) {
        String text = uri.parameters().get(parameter);
        if (text == null) {
            return missing;
        }
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT);
            if (word.equals(text)) {
                return constant;
            }
            words.add(word);
        }
        throw new IllegalArgumentException(parameter + " is not one of " + words + ": \"" + text + "\"");
    }

    private static int gobTypeId(QueueUri uri, int missing) {
        String text = uri.parameters().get(GOB_TYPE_ID);
        try {
            return text == null ? missing : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(GOB_TYPE_ID + " is no number: \"" + text + "\"", e);
        }
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
