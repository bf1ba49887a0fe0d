package io.jobferry.disque;

import io.jobferry.Tls;
import io.jobferry.jedis.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a Disque cluster is and how to talk to it. Start from {@link #of} or {@link #ofEnvironment}.
 *
 * @param servers nodes, with commas between them: {@code host} or {@code host:port} (7711 if none is given), or the same
 *     after one {@code disque://}, or {@code disques://} for TLS, which Disque has behind a proxy only
 * @param connectTimeout the longest time to make a connection, TLS handshake included
 * @param commandTimeout the longest time for a reply; half of it is what a put waits for its replicas
 * @param password what AUTH needs, for every node the same; null for nothing
 * @param tls how to speak TLS; it is used where one is given, too; null for the JVM's default context
 * @param put the options of jobs that are put with {@link io.jobferry.PutOptions#none()} or a delay only
 * @param ackMode how jobs that are done are acknowledged
 * @param deadQueue the name of a queue's dead queue, with <code>{queue}</code> for the queue's
 * @param deadTtl how long dead jobs are kept
 * @param maxHold for how long a failed job is kept by its consumer until it may be tried again; where the delay is longer
 *     it is added anew with DELAY, and its counters begin anew
 * @param cycle after how many jobs a consumer looks whether another node made most of them, and goes there
 * @param useAnnounced whether nodes that only other nodes told of are connected to, and told the password: no, unless
 *     the network between is trusted
 */
public record DisqueOptions(
        String servers,
        Duration connectTimeout,
        Duration commandTimeout,
        @Nullable Secret password,
        @Nullable Tls tls,
        DisquePut put,
        AckMode ackMode,
        String deadQueue,
        Duration deadTtl,
        Duration maxHold,
        int cycle,
        boolean useAnnounced) {
    private static final String QUEUE = "{queue}";
    private static final String VARIABLE = "DISQUE_NODES";

    public DisqueOptions {
        Objects.requireNonNull(servers, "servers");
        Objects.requireNonNull(put, "put");
        Objects.requireNonNull(ackMode, "ackMode");
        if (!deadQueue.contains(QUEUE) || deadQueue.equals(QUEUE)) {
            throw new IllegalArgumentException(
                    "deadQueue is not " + QUEUE + " and more, as " + QUEUE + ":dead is: \"" + deadQueue + "\"");
        }
        if (deadTtl.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("deadTtl is below 1 s: " + deadTtl);
        }
        if (maxHold.isNegative()) {
            throw new IllegalArgumentException("maxHold is negative: " + maxHold);
        }
        if (cycle < 1) {
            throw new IllegalArgumentException("cycle is below 1: " + cycle);
        }
    }

    /**
     * 5 s to connect, 10 s a command, no password, {@link DisquePut#DEFAULT}, {@link AckMode#ACKJOB}, dead jobs in
     * <code>{queue}:dead</code> for 30 days, failed ones held for up to an hour, cycles of 1000 jobs, configured nodes
     * only.
     */
    public static DisqueOptions of(String servers) {
        return new DisqueOptions(
                servers,
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                null,
                null,
                DisquePut.DEFAULT,
                AckMode.ACKJOB,
                QUEUE + ":dead",
                Duration.ofDays(30),
                Duration.ofHours(1),
                1000,
                false);
    }

    /** The same with the nodes that the environment variable DISQUE_NODES names; localhost if it is not set. */
    public static DisqueOptions ofEnvironment() {
        return ofEnvironment(System.getenv());
    }

    static DisqueOptions ofEnvironment(Map<String, String> environment) {
        String nodes = environment.getOrDefault(VARIABLE, "");
        return of(nodes.isBlank() ? "localhost" : nodes);
    }

    public DisqueOptions withConnectTimeout(Duration value) {
        return with(draft -> draft.connectTimeout = value);
    }

    public DisqueOptions withCommandTimeout(Duration value) {
        return with(draft -> draft.commandTimeout = value);
    }

    public DisqueOptions withPassword(String value) {
        return with(draft -> draft.password = Secret.of(value));
    }

    public DisqueOptions withTls(Tls value) {
        return with(draft -> draft.tls = value);
    }

    public DisqueOptions withPut(DisquePut value) {
        return with(draft -> draft.put = value);
    }

    public DisqueOptions withAckMode(AckMode value) {
        return with(draft -> draft.ackMode = value);
    }

    public DisqueOptions withDeadQueue(String value) {
        return with(draft -> draft.deadQueue = value);
    }

    public DisqueOptions withDeadTtl(Duration value) {
        return with(draft -> draft.deadTtl = value);
    }

    public DisqueOptions withMaxHold(Duration value) {
        return with(draft -> draft.maxHold = value);
    }

    public DisqueOptions withCycle(int value) {
        return with(draft -> draft.cycle = value);
    }

    public DisqueOptions withUseAnnounced(boolean value) {
        return with(draft -> draft.useAnnounced = value);
    }

    /** The name of this queue's dead queue. */
    String deadQueueOf(String queue) {
        return deadQueue.replace(QUEUE, queue);
    }

    /** What a put waits for its replicas: the answer must come within the command's time. */
    Duration replicas() {
        return commandTimeout.dividedBy(2);
    }

    private DisqueOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options on their way to become others. */
    private static final class Draft {
        private final String servers;
        private Duration connectTimeout;
        private Duration commandTimeout;
        private @Nullable Secret password;
        private @Nullable Tls tls;
        private DisquePut put;
        private AckMode ackMode;
        private String deadQueue;
        private Duration deadTtl;
        private Duration maxHold;
        private int cycle;
        private boolean useAnnounced;

        Draft(DisqueOptions from) {
            servers = from.servers;
            connectTimeout = from.connectTimeout;
            commandTimeout = from.commandTimeout;
            password = from.password;
            tls = from.tls;
            put = from.put;
            ackMode = from.ackMode;
            deadQueue = from.deadQueue;
            deadTtl = from.deadTtl;
            maxHold = from.maxHold;
            cycle = from.cycle;
            useAnnounced = from.useAnnounced;
        }

        DisqueOptions options() {
            return new DisqueOptions(
                    servers,
                    connectTimeout,
                    commandTimeout,
                    password,
                    tls,
                    put,
                    ackMode,
                    deadQueue,
                    deadTtl,
                    maxHold,
                    cycle,
                    useAnnounced);
        }
    }
}
