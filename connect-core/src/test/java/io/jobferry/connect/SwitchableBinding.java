package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.testkit.SwitchableBackend;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.config.ConfigDef;

/** The memory backend's connectors on servers that can be switched off, also before they are opened. */
final class SwitchableBinding implements QueueBinding {
    private final MemoryBinding binding = new MemoryBinding();
    private final List<SwitchableBackend> opened = new CopyOnWriteArrayList<>();
    private final Set<String> down = ConcurrentHashMap.newKeySet();

    void goDown(MemoryServer server) {
        down.add(server.uri());
        opened(server).forEach(SwitchableBackend::goDown);
    }

    void comeUp(MemoryServer server) {
        down.remove(server.uri());
        opened(server).forEach(SwitchableBackend::comeUp);
    }

    /** How often the server was asked for jobs. */
    int reserves(MemoryServer server) {
        return opened(server).stream().mapToInt(SwitchableBackend::reserves).sum();
    }

    private List<SwitchableBackend> opened(MemoryServer server) {
        return opened.stream()
                .filter(backend -> backend.name().equals(server.uri()))
                .toList();
    }

    @Override
    public Backend open(String server, ServerConfig config) {
        SwitchableBackend backend = new SwitchableBackend(binding.open(server, config));
        opened.add(backend);
        if (down.contains(backend.name())) {
            backend.goDown();
        }
        return backend;
    }

    @Override
    public String name() {
        return binding.name();
    }

    @Override
    public List<String> servers(List<String> addresses) {
        return binding.servers(addresses);
    }

    @Override
    public ConfigDef sourceKeys() {
        return binding.sourceKeys();
    }

    @Override
    public Optional<DoneJobs> doneJobs(Backend backend, String queue) {
        return binding.doneJobs(backend, queue);
    }

    @Override
    public ConfigDef putKeys() {
        return binding.putKeys();
    }

    @Override
    public PutOptions putOptions(Settings put) {
        return binding.putOptions(put);
    }
}
