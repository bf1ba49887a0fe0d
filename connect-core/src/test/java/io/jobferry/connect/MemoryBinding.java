package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.Queues;
import io.jobferry.memory.MemoryPut;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The memory backend's connectors: {@code memory.servers} are names of stores of this JVM. */
final class MemoryBinding implements QueueBinding {
    /** Queues that remember from where their jobs came, by the names of their servers. */
    static final Map<String, MarkedQueue> REMEMBERING = new ConcurrentHashMap<>();

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<String> servers(List<String> addresses) {
        return addresses;
    }

    @Override
    public Backend open(String server, ServerConfig config) {
        return Queues.open("memory://" + server);
    }

    @Override
    public ConfigDef sourceKeys() {
        return new ConfigDef();
    }

    @Override
    public Optional<DoneJobs> doneJobs(Backend backend, String queue) {
        return Optional.of(new MemoryDoneJobs(backend, queue));
    }

    /** On a server whose name says that it remembers. */
    @Override
    public Optional<MarkedQueue> markedQueue(Backend backend, String queue) {
        return Optional.ofNullable(REMEMBERING.get(backend.name()));
    }

    @Override
    public ConfigDef putKeys() {
        return new ConfigDef()
                .define(
                        "put.delay.ms",
                        ConfigDef.Type.LONG,
                        0L,
                        ConfigDef.Range.atLeast(0),
                        Importance.MEDIUM,
                        "Delay.")
                .define(
                        "put.priority",
                        ConfigDef.Type.LONG,
                        1000L,
                        ConfigDef.Range.atLeast(0),
                        Importance.LOW,
                        "Priority.");
    }

    @Override
    public PutOptions putOptions(Settings put) {
        return MemoryPut.DEFAULT.withDelay(put.millis("put.delay.ms")).withPriority(put.number("put.priority"));
    }
}
