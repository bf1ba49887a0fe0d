package io.jobferry.connect.redisqueue;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.connect.DoneJobs;
import io.jobferry.connect.MarkedQueue;
import io.jobferry.connect.QueueBinding;
import io.jobferry.connect.ServerConfig;
import io.jobferry.connect.Settings;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;

/** Redis. Servers know nothing of each other: each is a backend, and so is each cluster, and what sentinels watch. */
final class RedisQueueBinding implements QueueBinding {
    @Override
    public String name() {
        return "redisqueue";
    }

    @Override
    public List<String> servers(List<String> addresses) {
        return RedisQueueOptions.servers(addresses);
    }

    @Override
    public Set<String> tlsSchemes() {
        return Set.of("rediss", "rediss-cluster", "rediss-sentinel");
    }

    @Override
    public Backend open(String server, ServerConfig config) {
        Settings settings = config.settings();
        RedisQueueOptions options = RedisQueueOptions.of(server)
                .withConnectTimeout(config.connectTimeout())
                .withCommandTimeout(config.commandTimeout())
                .withDatabase(Math.toIntExact(settings.number(RedisServerKeys.DATABASE)))
                .withLayout(RedisLayoutKeys.layout(settings));
        Optional<String> password = settings.secret(RedisServerKeys.PASSWORD);
        RedisQueueOptions known = password.map(
                        secret -> login(options, settings.text(RedisServerKeys.USERNAME), secret))
                .orElse(options);
        return new RedisQueueBackend(config.tls(server).map(known::withTls).orElse(known));
    }

    private static RedisQueueOptions login(RedisQueueOptions options, String user, String password) {
        return user.isEmpty() ? options.withPassword(password) : options.withLogin(user, password);
    }

    @Override
    public ConfigDef serverKeys() {
        ConfigDef keys = RedisServerKeys.def();
        RedisLayoutKeys.ofBoth().configKeys().values().forEach(keys::define);
        return keys;
    }

    @Override
    public ConfigDef sourceKeys() {
        return RedisLayoutKeys.ofSource();
    }

    @Override
    public Map<String, String> conflicts(Settings settings) {
        return RedisServerKeys.isUserWithoutPassword(settings)
                ? Map.of(RedisServerKeys.USERNAME, "is set, and " + RedisServerKeys.PASSWORD + " is not")
                : RedisLayoutKeys.conflicts(settings);
    }

    /** Raw jobs only: an id of core-queue's may be of several jobs, since Go before 1.20 repeats its random numbers. */
    @Override
    public Optional<DoneJobs> doneJobs(Backend backend, String queue) {
        RedisQueueBackend redis = (RedisQueueBackend) backend;
        return redis.layout().envelope() == RedisEnvelope.RAW
                ? Optional.of(new RedisDoneJobs(redis, queue))
                : Optional.empty();
    }

    @Override
    public Optional<MarkedQueue> markedQueue(Backend backend, String queue) {
        RedisQueueBackend redis = (RedisQueueBackend) backend;
        return redis.layout().envelope() == RedisEnvelope.RAW
                ? Optional.of(new RedisMarkedQueue(redis.numbered(queue)))
                : Optional.empty();
    }

    @Override
    public ConfigDef putKeys() {
        return RedisPutKeys.def();
    }

    @Override
    public PutOptions putOptions(Settings put) {
        return RedisPutKeys.options(put);
    }
}
