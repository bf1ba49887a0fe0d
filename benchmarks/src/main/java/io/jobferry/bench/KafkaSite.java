package io.jobferry.bench;

import io.jobferry.kafka.KafkaLibraries;
import io.jobferry.kafka.LocalBroker;
import io.jobferry.kafka.LocalWorker;
import io.jobferry.kafka.PluginZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One broker and a worker of each kind, for all connectors of a suite; started when the first of them needs it. */
final class KafkaSite implements AutoCloseable {
    private static final List<String> PLUGINS = List.of("connect-beanstalk", "connect-redisqueue");

    private final Course course;
    private final KafkaLibraries kafka = KafkaLibraries.current().withJvmOptions("-Xms1g", "-Xmx1g");
    private final Map<Connector.Worker, LocalWorker> workers = new EnumMap<>(Connector.Worker.class);
    private @Nullable LocalBroker broker;

    KafkaSite(Course course) {
        this.course = course;
    }

    ConnectorRunner runner(Contender contender, Connector connector) throws IOException, InterruptedException {
        LocalBroker running = broker();
        return new ConnectorRunner(
                contender, connector, running.bootstrapServers(), worker(connector.worker(), running));
    }

    private LocalBroker broker() throws IOException, InterruptedException {
        LocalBroker running = broker;
        if (running == null) {
            unpackPlugins();
            running = LocalBroker.start(kafka, course.directory().resolve("broker"));
            broker = running;
        }
        return running;
    }

    private void unpackPlugins() throws IOException {
        for (String plugin : PLUGINS) {
            PluginZip.of(plugin).unpack(plugins());
        }
        Path peers = Files.createDirectories(plugins().resolve("peers"));
        for (Path jar : course.libraries().connectPlugin()) {
            Files.copy(jar, peers.resolve(jar.getFileName()));
        }
    }

    private Path plugins() {
        return course.directory().resolve("plugins");
    }

    private LocalWorker worker(Connector.Worker kind, LocalBroker running) throws InterruptedException {
        LocalWorker worker = workers.get(kind);
        if (worker == null) {
            Map<String, String> properties = new HashMap<>();
            properties.put("plugin.path", plugins().toString());
            properties.put("group.id", "bench-" + kind);
            if (kind == Connector.Worker.TRANSACTIONAL) {
                properties.put("exactly.once.source.support", "enabled");
            }
            worker = LocalWorker.distributed(kafka, running, course.directory().resolve("worker-" + kind), properties);
            workers.put(kind, worker);
        }
        return worker;
    }

    @Override
    public void close() {
        workers.values().forEach(LocalWorker::close);
        if (broker != null) {
            broker.close();
        }
    }
}
