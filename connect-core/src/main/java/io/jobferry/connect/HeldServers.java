package io.jobferry.connect;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.connect.SourcePosition.Unconfirmed;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The servers of one task, which share its window of jobs in flight in equal parts. Its one thread asks them in turn, and
 * waits at one at a time: a server that neither answers nor refuses holds the others up for its time-out, once in each
 * backoff. {@link #close} may come from any thread.
 */
final class HeldServers implements AutoCloseable {
    /** The longest wait at one server while another may have jobs. */
    private static final Duration SLICE = Duration.ofMillis(100);

    /** Kafka may take its time, and a paused task more: a job is held for as long as it takes. */
    private static final Duration NO_LIMIT = Duration.ofNanos(Long.MAX_VALUE);

    private final List<HeldServer> servers;
    private final Duration slice;
    private int turn;
    private volatile boolean closed;

    private HeldServers(List<HeldServer> servers) {
        this.servers = servers;
        this.slice = servers.size() == 1 ? JobSource.MAX_WAIT : SLICE;
    }

    /**
     * Opens the servers; does not connect.
     *
     * @param left what an earlier task left unconfirmed, by places; used where each job is to come exactly once
     * @throws IllegalArgumentException if one would not take a queue's name; then none is left open
     */
    static HeldServers open(SourceConfig config, LostLeases lost, Map<String, Unconfirmed> left) {
        List<Backend> backends = config.open();
        int share = share(config);
        ConsumerOptions options = ConsumerOptions.DEFAULT
                .withMaxJobsPerPoll(Math.min(share, config.batchSize()))
                .withMaxInFlight(share)
                .withMaxLease(NO_LIMIT);
        List<HeldServer> servers = new ArrayList<>();
        try {
            for (Backend backend : backends) {
                servers.add(new HeldServer(backend, config.queues(), options, guarantee(config, backend, lost, left)));
            }
        } catch (RuntimeException e) {
            servers.forEach(HeldServer::close);
            backends.forEach(Backend::close);
            throw e;
        }
        return new HeldServers(servers);
    }

    private static Guarantee guarantee(
            SourceConfig config, Backend backend, LostLeases lost, Map<String, Unconfirmed> left) {
        RecordMapping mapping = new RecordMapping(config, backend.name());
        if (!config.isExactlyOnce()) {
            return new AtLeastOnce(mapping, lost);
        }
        Map<String, UnconfirmedJobs> unconfirmed = new HashMap<>();
        for (String queue : config.queues()) {
            DoneJobs done = config.binding().doneJobs(backend, queue).orElseThrow();
            String place = SourcePosition.place(backend.name(), queue);
            unconfirmed.put(queue, new UnconfirmedJobs(done, left.getOrDefault(place, Unconfirmed.NONE)));
        }
        return new ExactlyOnce(backend.name(), mapping, lost, share(config), unconfirmed);
    }

    private static int share(SourceConfig config) {
        return Math.max(1, config.maxInFlight() / config.servers().size());
    }

    /** Records of jobs, at most {@code max}; empty if none came within the wait. */
    List<JobRecord> take(int max, Duration wait) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + wait.toNanos();
        List<JobRecord> records;
        Duration left = wait;
        do {
            records = servers.size() == 1 ? List.of() : takeReady(max);
            if (records.isEmpty()) {
                records = next().take(max, left.compareTo(slice) < 0 ? left : slice);
            }
            left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        } while (records.isEmpty() && !closed && !left.isNegative());
        return records;
    }

    private List<JobRecord> takeReady(int max) throws InterruptedException {
        List<JobRecord> records = new ArrayList<>();
        for (int asked = 0; asked < servers.size() && records.size() < max; asked++) {
            records.addAll(next().take(max - records.size(), Duration.ZERO));
        }
        return records;
    }

    private HeldServer next() {
        turn = (turn + 1) % servers.size();
        return servers.get(turn);
    }

    /** The jobs that were handed out and of which nothing was heard yet. */
    List<Delivery> open() {
        return servers.stream().flatMap(server -> server.open().stream()).toList();
    }

    /** Acknowledges what Kafka has and gives back the rest, no attempt used. A second close does nothing. */
    @Override
    public void close() {
        closed = true;
        servers.forEach(HeldServer::close);
    }
}
