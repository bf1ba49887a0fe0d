package io.jobferry.demo;

import io.jobferry.QueueStats;
import io.jobferry.kafka.KafkaLibraries;
import io.jobferry.kafka.LocalBroker;
import io.jobferry.kafka.LocalWorker;
import io.jobferry.kafka.PluginZip;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Jobs go queue → source connector → topic → sink connector → queue, through a real broker and a real Connect worker,
 * which is killed with -9 on the way and started again.
 */
final class KafkaDemo {
    private static final int KILL_AT_PERCENT = 40;
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private final Stage stage;
    private final DemoOptions options;
    private final QueueNames queues;
    private final DemoQueue queue;
    private final PrintStream out;

    KafkaDemo(Stage stage, DemoOptions options) {
        this.stage = stage;
        this.options = options;
        this.queues = stage.queues();
        this.queue = options.queue();
        this.out = stage.out();
    }

    Report run() throws Exception {
        Path directory = Files.createTempDirectory("jobferry-demo");
        stage.endsWithDemo(() -> delete(directory));
        Path plugins = directory.resolve("plugins");
        PluginZip.of(queue.connectModule()).unpack(plugins);
        LocalBroker broker = LocalBroker.start(KafkaLibraries.current(), directory.resolve("broker"));
        stage.endsWithDemo(broker);
        out.printf("Kafka broker %d: at %s%n", broker.pid(), broker.bootstrapServers());
        LocalWorker worker = LocalWorker.distributed(
                KafkaLibraries.current(),
                broker,
                directory.resolve("worker"),
                Map.of("plugin.path", plugins.toString()));
        stage.endsWithDemo(worker);
        out.printf("Connect worker %d: at %s%n", worker.pid(), worker.rest().address());

        stage.put();
        long begin = System.nanoTime();
        worker.rest().start("source", source(), 1);
        worker.rest().start("sink", sink(), 1);
        out.printf("connectors: queue %s → topic %s → queue %s%n", queues.in(), topic(), queues.out());

        stage.awaitRouted(options.jobs() * KILL_AT_PERCENT / 100, worker::isAlive);
        int killedAt = stage.accountant().distinct();
        QueueStats in = stage.stats(queues.in());
        worker.kill();
        out.printf("worker killed with -9 at %,d of %,d jobs%n", killedAt, options.jobs());
        worker.restart();
        out.printf("worker %d started in its place%n", worker.pid());

        stage.awaitRouted(options.jobs(), worker::isAlive);
        double seconds = (System.nanoTime() - begin) / 1e9;
        stage.awaitSettled(queues.in(), worker::isAlive);
        stage.awaitSettled(queues.out(), worker::isAlive);
        return new Report(stage.accountant(), options.jobs(), killedAt)
                .row("in the topic and acknowledged then", acknowledged(in))
                .row("held by it at the kill", in.reserved())
                .account()
                .row("jobs/s, restart included", Math.round(options.jobs() / seconds))
                .note("(duplicated: what the sink had put since its last offset commit, and what the")
                .note("source held that Kafka had; both come again after a kill: at least once)");
    }

    private OptionalLong acknowledged(QueueStats in) {
        return in.ready().isPresent() && in.reserved().isPresent()
                ? OptionalLong.of(
                        options.jobs() - in.ready().getAsLong() - in.reserved().getAsLong())
                : OptionalLong.empty();
    }

    private String topic() {
        return stage.prefix();
    }

    private Map<String, String> source() {
        Map<String, String> source = new HashMap<>(queue.sourceKeys());
        source.put("connector.class", queue.connector("Source"));
        source.put(queue.serversKey(), stage.server());
        source.put("queues", queues.in());
        source.put("topic", topic());
        source.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        source.put("value.converter", BYTES);
        return source;
    }

    private Map<String, String> sink() {
        return Map.of(
                "connector.class",
                queue.connector("Sink"),
                "topics",
                topic(),
                queue.serversKey(),
                stage.server(),
                "queue",
                queues.out(),
                "key.converter",
                BYTES,
                "value.converter",
                BYTES,
                "consumer.override.session.timeout.ms",
                "6000");
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
