package io.jobferry.connect;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Kafka records of the jobs in one backend's queues, at least once or exactly once. Each backend has a subclass with a public
 * constructor without parameters. The worker calls it from one thread.
 */
public abstract class JobSourceConnector extends SourceConnector {
    private static final Logger LOG = LoggerFactory.getLogger(JobSourceConnector.class);

    private final QueueBinding binding;
    private final Class<? extends JobSourceTask> taskClass;
    private @Nullable SourceConfig config;

    /** A connector that is not started. */
    protected JobSourceConnector(QueueBinding binding, Class<? extends JobSourceTask> taskClass) {
        this.binding = binding;
        this.taskClass = taskClass;
    }

    @Override
    public String version() {
        return ConnectorVersion.of(getClass());
    }

    @Override
    public ConfigDef config() {
        return SourceKeys.def(binding);
    }

    /** What is wrong with each key, by itself, beside the others, and as the servers see it. */
    @Override
    public Config validate(Map<String, String> properties) {
        return ConfigCheck.validate(config(), properties, valid -> new SourceConfig(binding, valid));
    }

    /**
     * Starts; does not connect.
     *
     * @throws ConfigException if a key is missing, or a value or a combination of values is refused
     */
    @Override
    public void start(Map<String, String> properties) {
        SourceConfig started = new SourceConfig(binding, properties);
        started.requireNoConflicts();
        started.warnOfUnknownKeys();
        config = started;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return taskClass;
    }

    /** The connector's configuration, once a task, with the servers and queues of that task. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        SourceConfig started = started();
        List<String> servers = started.servers();
        List<String> queues = started.queues();
        int pairs = servers.size() * queues.size();
        // Exactly once is kept by the one task that a queue has.
        int tasks = started.isExactlyOnce() ? Math.min(maxTasks, pairs) : maxTasks;
        if (tasks > pairs) {
            LOG.info("{} tasks share {} at {}: some queues have more than one", tasks, queues, servers);
        }
        return TaskPart.spread(servers, queues, tasks).stream()
                .map(started::ofTask)
                .toList();
    }

    @Override
    public void stop() {
        config = null;
    }

    /** Whether the backend has what it takes; what the configuration may have against it is told by {@link #validate}. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> properties) {
        return new SourceConfig(binding, properties).canBeExactlyOnce()
                ? ExactlyOnceSupport.SUPPORTED
                : ExactlyOnceSupport.UNSUPPORTED;
    }

    /**
     * True: offsets may be written and reset. Where each job is to come exactly once they name jobs that are in Kafka and
     * may be in their queue still: without them those jobs come a second time, and those that they name are deleted.
     *
     * @throws ConnectException if a partition is none of this connector's, or an offset is none of a source's
     */
    @Override
    public boolean alterOffsets(Map<String, String> properties, Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        Set<String> queues = new SourceConfig(binding, properties).partitions();
        offsets.forEach((partition, offset) -> SourcePosition.check(queues, partition, offset));
        return true;
    }

    private SourceConfig started() {
        if (config == null) {
            throw new IllegalStateException("connector is not started");
        }
        return config;
    }
}
