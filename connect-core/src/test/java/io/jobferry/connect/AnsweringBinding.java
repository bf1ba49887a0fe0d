package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;

/** Connectors to {@link AnsweringServer}s, which take a little less than the memory backend does. */
final class AnsweringBinding implements QueueBinding {
    static final long HIGHEST_PRIORITY = 9999;

    private final MemoryBinding memory = new MemoryBinding();
    private final Map<String, AnsweringServer> servers;

    AnsweringBinding(Map<String, AnsweringServer> servers) {
        this.servers = servers;
    }

    @Override
    public String name() {
        return "answering";
    }

    @Override
    public List<String> servers(List<String> addresses) {
        return addresses;
    }

    @Override
    public Backend open(String server, ServerConfig config) {
        return Objects.requireNonNull(servers.get(server), server).backend();
    }

    @Override
    public ConfigDef sourceKeys() {
        return memory.sourceKeys();
    }

    @Override
    public ConfigDef putKeys() {
        return memory.putKeys();
    }

    @Override
    public PutOptions putOptions(Settings put) {
        if (put.number("put.priority") > HIGHEST_PRIORITY) {
            throw new IllegalArgumentException(
                    "priority is above " + HIGHEST_PRIORITY + ": " + put.number("put.priority"));
        }
        if (put.number("put.priority") == 0 && put.number("put.delay.ms") > 0) {
            throw new IllegalArgumentException("a job of priority 0 is not to be delayed");
        }
        return memory.putOptions(put);
    }
}
