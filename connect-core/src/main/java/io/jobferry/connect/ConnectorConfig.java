package io.jobferry.connect;

import io.jobferry.Backend;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the source's and the sink's configuration share: servers, and checks that take more than one key. */
abstract class ConnectorConfig extends AbstractConfig {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorConfig.class);

    private final QueueBinding binding;
    private final ServerConfig server;

    /**
     * Parses the properties.
     *
     * @throws ConfigException if a key is missing or a value is not what the key takes
     */
    ConnectorConfig(QueueBinding binding, ConfigDef def, Map<String, String> properties) {
        super(def, properties, false);
        this.binding = binding;
        this.server = new ServerConfig(binding, this);
    }

    /** What is wrong although each key by itself is right: the key to blame, and what is wrong and allowed. */
    abstract Map<String, String> conflicts();

    /** A queue to ask a server about, to see whether it answers. */
    abstract String probeQueue();

    QueueBinding binding() {
        return binding;
    }

    ServerConfig server() {
        return server;
    }

    /** The logical servers of the configured addresses. */
    List<String> servers() {
        return binding.servers(server.addresses());
    }

    /** A backend for each logical server; does not connect. */
    List<Backend> open() {
        return servers().stream().map(address -> binding.open(address, server)).toList();
    }

    /** Tells of keys that nobody knows. They do not stop a start: an older worker may meet what a newer one was told. */
    final void warnOfUnknownKeys() {
        UnknownKeys.among(originals().keySet(), values().keySet())
                .forEach((key, message) -> LOG.warn("key is left out of account: {} {}", key, message));
    }

    /** Throws what a user would have been told by {@code PUT …/config/validate}: it is not asked at every start. */
    final void requireNoConflicts() {
        binding.conflicts(server.settings()).forEach(ConnectorConfig::refuse);
        conflicts().forEach(ConnectorConfig::refuse);
    }

    private static void refuse(String key, String message) {
        throw new ConfigException(key + ": " + message);
    }
}
