package io.jobferry.itests.crash;

import static org.awaitility.Awaitility.await;

import io.jobferry.itests.FaultyLine;
import io.jobferry.itests.TestServer;
import io.jobferry.kafka.KafkaLibraries;
import io.jobferry.kafka.LocalBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that a path needs, running: its servers, the line between carrier and queue server, and both ends. One thread. */
final class Stage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String IN = "crash-in";
    private static final String OUT = "crash-out";

    private final Path directory;
    private final CrashPath path;
    private final QueueSide side;
    private final Account account;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Victim> cast = new ArrayList<>();
    private final TestServer server;
    private final FaultyLine line;
    private final Inlet inlet;
    private final Outlet outlet;
    private final Carrier carrier;

    /**
     * @param directory for the files of all that it starts
     * @param account of what comes out
     */
    Stage(CrashPath path, Path directory, Account account) throws Exception {
        this.path = path;
        this.directory = directory;
        this.side = QueueSide.of(path);
        this.account = account;
        try {
            server = opened(side.start());
            line = opened(new FaultyLine(server.address()));
            cast.add(Victim.of(server));
            switch (path.way()) {
                case SOURCE -> {
                    LocalBroker broker = broker();
                    inlet = queueInlet();
                    outlet = opened(new TopicOutlet(broker.bootstrapServers(), IN, account));
                    carrier = connector(broker, source());
                }
                case SINK -> {
                    LocalBroker broker = broker();
                    ConnectorCarrier sink = connector(broker, side.sink(line.address(), IN, OUT, path));
                    inlet = opened(new TopicInlet(broker.bootstrapServers(), IN, sink::carried));
                    outlet = queueOutlet();
                    carrier = sink;
                }
                default -> {
                    inlet = queueInlet();
                    outlet = queueOutlet();
                    String from = side.endpoint(line.address(), IN) + side.consumed();
                    carrier = opened(new RouteCarrier(
                            directory,
                            from + "&maxAttempts=0&retryDelay=100ms&maxRetryDelay=1s",
                            side.endpoint(line.address(), OUT)));
                }
            }
            cast.add(carrier.victim());
        } catch (Exception | Error e) {
            close();
            throw e;
        }
    }

    private LocalBroker broker() throws InterruptedException {
        LocalBroker broker = opened(LocalBroker.start(KafkaLibraries.current(), directory.resolve("broker")));
        cast.add(Victim.of(broker));
        return broker;
    }

    private ConnectorCarrier connector(LocalBroker broker, Map<String, String> config) throws InterruptedException {
        return opened(new ConnectorCarrier(broker, directory, path.toString(), config));
    }

    private Map<String, String> source() {
        Map<String, String> config = new HashMap<>(side.source(line.address(), IN, path));
        config.put("batch.size", "200");
        switch (path.promise()) {
            case AT_LEAST_ONCE -> {
                return config;
            }
            case EXACTLY_ONCE, ONCE_IN_ORDER -> config.put("exactly.once.support", "required");
            case SEEN_TWICE -> config.put("exactly.once.support", "requested");
        }
        // What a killed worker had begun holds up the next one until then.
        config.put("producer.override.transaction.timeout.ms", "10000");
        return config;
    }

    private Inlet queueInlet() {
        return opened(new QueueInlet(side.open(server.address(), path), IN, side.put()));
    }

    private Outlet queueOutlet() {
        return opened(new QueueOutlet(side.open(server.address(), path), OUT, account));
    }

    Inlet inlet() {
        return inlet;
    }

    Outlet outlet() {
        return outlet;
    }

    Carrier carrier() {
        return carrier;
    }

    /** Of this path, from a seed. */
    CrashScript script(long seed, int kills) {
        return path.promise() == Promise.SEEN_TWICE
                ? CrashScript.forgetful(carrier.victim())
                : CrashScript.draw(seed, kills, List.copyOf(cast), side.carrierDies(path));
    }

    /** Of this path, from a seed: so many strikes that the carrier outlives. */
    List<Strike> sparingScript(long seed, int strikes) {
        return CrashScript.sparing(seed, strikes, List.copyOf(cast)).strikes();
    }

    /** How many connections the queue server has, ours among them. */
    int connections() {
        return side.connections(server.address());
    }

    /** To be called before {@link #strike}; then jobs go on until it is ready for that. */
    void begin(Strike strike) {
        if (strike.blow() == Blow.KILL_UNSETTLED) {
            line.swallowDeletes();
        }
    }

    boolean isReadyFor(Strike strike) {
        return strike.blow() != Blow.KILL_UNSETTLED || line.hasSwallowed();
    }

    /** Returns once all is as before, as far as it is ours. */
    void strike(Strike strike) throws InterruptedException {
        switch (strike.blow()) {
            case KILL, KILL_UNSETTLED -> kill(strike.victims());
            case FREEZE -> {
                strike.victims().forEach(victim -> victim.pause().run());
                passes(strike.lasting());
                strike.victims().forEach(victim -> victim.resume().run());
            }
            case CUT -> line.cut();
            case SLOW -> {
                line.slowDown();
                passes(strike.lasting());
                line.speedUp();
            }
            case STRAND -> line.strand();
            case JOIN -> carrier.joinFor(strike.lasting());
        }
    }

    private void kill(List<Victim> victims) throws InterruptedException {
        victims.forEach(victim -> victim.kill().run());
        line.letDeletesThrough();
        for (Victim victim : victims) {
            victim.restart().run();
        }
    }

    private static void passes(Duration time) {
        await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
    }

    private <T extends AutoCloseable> T opened(T each) {
        open.push(each);
        return each;
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                throw new IOException("not closed", e);
            }
        }
    }
}
