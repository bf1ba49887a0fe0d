package io.jobferry.bench.connect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** What a sink into a Redis list is at its plainest. */
public final class PushSink extends SinkConnector {
    static final String SERVER = "server";
    static final String QUEUE = "queue";

    private static final ConfigDef CONFIG = new ConfigDef()
            .define(SERVER, ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "host:port")
            .define(QUEUE, ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "the list");

    private Map<String, String> properties = Map.of();

    @Override
    public void start(Map<String, String> props) {
        properties = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return PushSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
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
