package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.connect.MarkedQueue.Mark;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a job into a queue for each record, at least once or exactly once: all the connectors of a backend have to add is its binding.
 * Kafka keeps the offsets, and spreads the partitions over the tasks.
 */
public abstract class JobSinkConnector extends SinkConnector {
    private static final Logger LOG = LoggerFactory.getLogger(JobSinkConnector.class);

    private final QueueBinding binding;
    private final Class<? extends JobSinkTask> taskClass;
    private Map<String, String> properties = Map.of();

    /** A connector to this backend, whose tasks are of this class. */
    protected JobSinkConnector(QueueBinding binding, Class<? extends JobSinkTask> taskClass) {
        this.binding = binding;
        this.taskClass = taskClass;
    }

    @Override
    public String version() {
        return ConnectorVersion.of(getClass());
    }

    @Override
    public ConfigDef config() {
        return SinkKeys.def(binding);
    }

    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        return ConfigCheck.validate(config(), connectorConfigs, given -> new SinkConfig(binding, given));
    }

    /**
     * Takes the configuration; connects to nothing.
     *
     * @throws org.apache.kafka.common.config.ConfigException if there is something wrong with it
     */
    @Override
    public void start(Map<String, String> props) {
        SinkConfig config = new SinkConfig(binding, props);
        config.requireNoConflicts();
        config.warnOfUnknownKeys();
        // Not Map.copyOf: a worker's values may be null.
        properties = Collections.unmodifiableMap(new HashMap<>(props));
        LOG.info("starting: records to the queue {} of {}", config.queue(), config.servers());
    }

    @Override
    public Class<? extends Task> taskClass() {
        return taskClass;
    }

    /** The same configuration for every task. */
    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, properties);
    }

    /** Nothing is kept open by the connector itself. */
    @Override
    public void stop() {}

    /**
     * Whether offsets can be altered: they can. Where each record is put once the queue's own marks are altered too.
     *
     * @throws ConnectException if one is negative
     * @throws io.jobferry.QueueException if the queue has marks, and its server cannot be reached
     */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        offsets.forEach((partition, offset) -> {
            if (offset != null && offset < 0) {
                throw new ConnectException("offset is negative: " + offset + " (" + partition + ")");
            }
        });
        SinkConfig config = new SinkConfig(binding, connectorConfig);
        if (config.isExactlyOnce()) {
            alterMarks(config, offsets);
        }
        return true;
    }

    private static void alterMarks(SinkConfig config, Map<TopicPartition, Long> offsets) {
        try (Backend backend = config.open().get(0);
                MarkedQueue queue = config.markedQueue(backend).orElseThrow()) {
            offsets.forEach((partition, offset) -> queue.set(
                    MarkedPuts.name(config.connector(), partition),
                    offset == null ? Mark.NONE : new Mark(offset - 1, -1)));
        }
    }
}
