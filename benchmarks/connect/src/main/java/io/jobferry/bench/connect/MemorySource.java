package io.jobferry.bench.connect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Records from memory, as fast as the worker takes them: the ceiling of all sources. */
public final class MemorySource extends SourceConnector {
    static final String TOPIC = "topic";
    static final String JOBS = "jobs";
    static final String SIZE = "size";
    static final String BATCH = "batch.size";
    static final String WINDOW = "max.in.flight.jobs";
    static final String HEADERS = "headers.include";

    private static final ConfigDef CONFIG = new ConfigDef()
            .define(TOPIC, ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "where records go")
            .define(JOBS, ConfigDef.Type.INT, ConfigDef.Importance.HIGH, "how many records there are")
            .define(SIZE, ConfigDef.Type.INT, ConfigDef.Importance.HIGH, "the bytes of each")
            .define(BATCH, ConfigDef.Type.INT, ConfigDef.Importance.HIGH, "how many the worker gets at once")
            .define(WINDOW, ConfigDef.Type.INT, ConfigDef.Importance.HIGH, "the most that Kafka has not confirmed")
            .define(HEADERS, ConfigDef.Type.BOOLEAN, false, ConfigDef.Importance.LOW, "as many as a job's record has");

    private Map<String, String> properties = Map.of();

    @Override
    public void start(Map<String, String> props) {
        properties = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return MemorySourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return ExactlyOnceSupport.SUPPORTED;
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public String version() {
        return "1";
    }
}
