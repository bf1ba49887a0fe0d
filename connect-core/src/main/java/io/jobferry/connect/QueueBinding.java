package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;

/** What one backend brings to the connectors; all else is the same for every backend. Any thread. */
public interface QueueBinding {
    /** The first segment of the keys that are the backend's own ({@code beanstalk}), and its name in source partitions. */
    String name();

    /**
     * The servers that are a backend each, of the addresses that are configured, at least one: every one where servers
     * know nothing of each other (beanstalkd), all of them as one where they are a cluster.
     *
     * @throws IllegalArgumentException if the addresses do not go together
     */
    List<String> servers(List<String> addresses);

    /**
     * A backend on one of {@link #servers}; does not connect.
     *
     * @throws IllegalArgumentException if the address is malformed; the message says what is allowed, and never repeats
     *     user info
     */
    Backend open(String server, ServerConfig config);

    /**
     * The schemes of addresses that are reached over TLS ({@code tls}); none where there is no TLS, and then there are no
     * TLS keys.
     */
    default Set<String> tlsSchemes() {
        return Set.of();
    }

    /**
     * Keys of both connectors beside the shared ones, each {@code <name>.something} with a default: what else it takes to
     * reach a server, such as a user name and a password.
     */
    default ConfigDef serverKeys() {
        return new ConfigDef();
    }

    /**
     * What is wrong with the values of {@link #serverKeys} and {@link #sourceKeys} although each by itself is right: the
     * key to blame, and what is wrong and allowed. Where it is empty, {@link #open} takes them.
     */
    default Map<String, String> conflicts(Settings settings) {
        return Map.of();
    }

    /** Keys of the source beside the shared ones, each {@code <name>.something} with a default. */
    ConfigDef sourceKeys();

    /**
     * What it takes to carry this queue's jobs to Kafka exactly once; empty where that cannot be had.
     *
     * @param backend one that {@link #open} gave
     */
    default Optional<DoneJobs> doneJobs(Backend backend, String queue) {
        return Optional.empty();
    }

    /**
     * A queue that takes each record of Kafka once; empty where that cannot be had.
     *
     * @param backend one that {@link #open} gave
     */
    default Optional<MarkedQueue> markedQueue(Backend backend, String queue) {
        return Optional.empty();
    }

    /** Keys of the sink that say how a job is put, each {@code put.something}. A record's header may outrank them. */
    ConfigDef putKeys();

    /**
     * How a job is put.
     *
     * @param put the values of all {@link #putKeys}, and of {@link #serverKeys}
     * @throws IllegalArgumentException if one is out of its range, or they do not go together
     */
    PutOptions putOptions(Settings put);
}
