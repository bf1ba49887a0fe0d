package io.jobferry.testkit;

import io.jobferry.Body;
import io.jobferry.JobState;
import io.jobferry.memory.Holder;
import io.jobferry.memory.JobStore;
import io.jobferry.memory.JobView;
import io.jobferry.testkit.BeanstalkdLine.BadFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one connection's commands do and answer ("protocol.txt", and where it is silent what version 1.12 does). Owned by
 * the loop's thread.
 */
final class BeanstalkdCommands {
    private static final String NOT_FOUND = "NOT_FOUND";
    private static final int FOR_EVER = -1;
    private static final Duration SHORTEST_TTR = Duration.ofSeconds(1);
    /** In this last part of a lease the server does not let its holder wait. */
    private static final long DEADLINE_SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final BeanstalkdServer server;
    private final JobStore store;
    private final BeanstalkdConnection connection;
    private final BeanstalkdReplies replies;
    private final Holder holder;

    private String tube = BeanstalkdServer.DEFAULT_TUBE;
    private @Nullable Put put;
    private boolean isProducer;
    private boolean isWorker;
    private boolean waits;
    private Waits.@Nullable Wake wake;
    private boolean quits;

    /** A put whose body is still to come; with a refusal, whose body is to be thrown away. */
    private record Put(
            long priority,
            Duration delay,
            Duration ttr,
            long size,
            @Nullable String refusal) {}

    BeanstalkdCommands(BeanstalkdServer server, BeanstalkdConnection connection, BeanstalkdReplies replies) {
        this.server = server;
        this.store = server.store;
        this.connection = connection;
        this.replies = replies;
        this.holder = store.holder(() -> server.waits.serve(connection));
        holder.use(tube);
        holder.watch(tube);
        server.connections++;
        server.connectionsEver++;
    }

    /** Whether a reserve waits: until it is answered nothing else is done. */
    boolean waits() {
        return waits;
    }

    /** Whether the client said quit. */
    boolean quits() {
        return quits;
    }

    /** The connection is no more. */
    void hangUp() {
        endWait();
        holder.close();
        server.connections--;
        server.producers -= isProducer ? 1 : 0;
        server.workers -= isWorker ? 1 : 0;
    }

    /** How many bytes of a body, its line end included, come before the next line. */
    long bodyBytes() {
        return put == null ? 0 : put.size() + 2;
    }

    /** Whether that body is wanted; if not it is thrown away as it comes. */
    boolean wantsBody() {
        return put != null && put.refusal() == null;
    }

    /** Does one line. */
    void run(String line) {
        try {
            if (line.indexOf('\0') >= 0) {
                throw new BadFormat();
            }
            BeanstalkdVerb verb = BeanstalkdVerb.of(line);
            if (verb == null) {
                replies.line("UNKNOWN_COMMAND");
            } else {
                run(verb, new BeanstalkdLine(line, verb.prefix.length()));
            }
        } catch (BadFormat e) {
            replies.line("BAD_FORMAT");
        }
    }

    private void run(BeanstalkdVerb verb, BeanstalkdLine line) throws BadFormat {
        switch (verb) {
            case PUT -> put(line);
            case USE -> use(line.tube());
            case WATCH -> replies.line("WATCHING " + holder.watch(counted(verb, line.tube())));
            case IGNORE -> ignore(line.tube());
            case RESERVE -> {
                line.end();
                reserve(verb, FOR_EVER);
            }
            case RESERVE_WITH_TIMEOUT -> reserve(verb, (int) line.strtol());
            case RESERVE_JOB -> {
                Optional<JobView> job = holder.reserveJob(id(verb, line));
                job.ifPresent(reserved -> becomeWorker());
                answer("RESERVED", job);
            }
            case DELETE -> answer("DELETED", holder.delete(id(verb, line)));
            case RELEASE -> release(line);
            case BURY -> bury(line);
            case TOUCH -> answer("TOUCHED", holder.touch(id(verb, line)));
            case KICK -> kick(counted(verb, line.strtoul()));
            case KICK_JOB -> answer("KICKED", store.kick(id(verb, line)));
            case PEEK -> answer("FOUND", store.find(id(verb, line)));
            case PEEK_READY -> peek(verb, line, JobState.READY);
            case PEEK_DELAYED -> peek(verb, line, JobState.DELAYED);
            case PEEK_BURIED -> peek(verb, line, JobState.DEAD);
            case STATS_JOB -> yaml(store.find(id(verb, line)).map(BeanstalkdStats::ofJob));
            case STATS_TUBE -> {
                String name = counted(verb, line.tube());
                yaml(store.counts(name).map(counts -> BeanstalkdStats.ofTube(name, counts)));
            }
            case STATS -> {
                alone(verb, line);
                replies.ok(BeanstalkdStats.of(server));
            }
            case LIST_TUBES -> {
                alone(verb, line);
                replies.ok(BeanstalkdStats.list(store.queues()));
            }
            case LIST_TUBES_WATCHED -> {
                alone(verb, line);
                replies.ok(BeanstalkdStats.list(holder.watched()));
            }
            case LIST_TUBE_USED -> {
                alone(verb, line);
                replies.line("USING " + tube);
            }
            case PAUSE_TUBE -> pause(line);
            case QUIT -> quits = true;
        }
    }

    private void put(BeanstalkdLine line) throws BadFormat {
        long priority = line.u32();
        Duration delay = seconds(line);
        Duration ttr = seconds(line);
        long size = line.u32();
        server.count(BeanstalkdVerb.PUT);
        if (size > BeanstalkdServer.MAX_JOB_SIZE) {
            put = new Put(priority, delay, ttr, size, "JOB_TOO_BIG");
            return;
        }
        line.end();
        if (!isProducer) {
            isProducer = true;
            server.producers++;
        }
        put = new Put(priority, delay, ttr.isZero() ? SHORTEST_TTR : ttr, size, null);
    }

    /** The body of the put came; without its bytes if it was not wanted. */
    void bodyCame(byte @Nullable [] bytes) {
        Put current = Objects.requireNonNull(put, "put");
        put = null;
        if (current.refusal() != null) {
            replies.line(current.refusal());
        } else {
            insert(current, Objects.requireNonNull(bytes, "bytes"));
        }
    }

    private void insert(Put current, byte[] bytes) {
        int size = bytes.length - 2;
        if (bytes[size] != '\r' || bytes[size + 1] != '\n') {
            replies.line("EXPECTED_CRLF");
        } else if (server.isDraining()) {
            replies.line("DRAINING");
        } else {
            Body body = Body.of(Arrays.copyOf(bytes, size));
            replies.line("INSERTED " + store.put(tube, body, current.priority(), current.delay(), current.ttr()));
        }
    }

    private void use(String name) {
        server.count(BeanstalkdVerb.USE);
        holder.use(name);
        tube = name;
        replies.line("USING " + name);
    }

    private void ignore(String name) {
        server.count(BeanstalkdVerb.IGNORE);
        List<String> watched = holder.watched();
        if (watched.size() == 1 && watched.contains(name)) {
            replies.line("NOT_IGNORED");
        } else {
            replies.line("WATCHING " + holder.ignore(name));
        }
    }

    /** The server reads a negative time-out, and one that does not fit into 31 bits, as no time-out. */
    private void reserve(BeanstalkdVerb verb, int timeoutSeconds) {
        server.count(verb);
        becomeWorker();
        List<JobView> ready = holder.reserve(1);
        if (!ready.isEmpty()) {
            reserved(ready.get(0));
        } else if (isDeadlineSoon()) {
            replies.line("DEADLINE_SOON");
        } else if (timeoutSeconds == 0) {
            replies.line("TIMED_OUT");
        } else {
            startWait(timeoutSeconds);
        }
    }

    private void startWait(int timeoutSeconds) {
        long deadline = holder.firstLeaseEndNanos();
        long end = deadline == Long.MAX_VALUE ? Long.MAX_VALUE : deadline - DEADLINE_SOON_NANOS;
        if (timeoutSeconds > 0) {
            end = Math.min(end, System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds));
        }
        waits = true;
        holder.startWaiting();
        if (end != Long.MAX_VALUE) {
            wake = server.waits.wakeAt(end, connection);
        }
    }

    /** Looks whether a wait is over: its job came, or its time. */
    void resume() {
        if (!waits) {
            return;
        }
        Optional<JobView> job = holder.handed();
        if (job.isPresent()) {
            endWait();
            reserved(job.get());
        } else if (wake != null && wake.nanos() - System.nanoTime() <= 0) {
            endWait();
            replies.line(isDeadlineSoon() ? "DEADLINE_SOON" : "TIMED_OUT");
        }
    }

    private void endWait() {
        waits = false;
        holder.stopWaiting();
        if (wake != null) {
            server.waits.cancel(wake);
            wake = null;
        }
    }

    private boolean isDeadlineSoon() {
        long end = holder.firstLeaseEndNanos();
        return end != Long.MAX_VALUE && end - System.nanoTime() <= DEADLINE_SOON_NANOS;
    }

    private void becomeWorker() {
        if (!isWorker) {
            isWorker = true;
            server.workers++;
        }
    }

    private void release(BeanstalkdLine line) throws BadFormat {
        long id = line.u64();
        long priority = line.u32();
        Duration delay = seconds(line);
        line.end();
        server.count(BeanstalkdVerb.RELEASE);
        answer("RELEASED", holder.release(id, priority, delay));
    }

    private void bury(BeanstalkdLine line) throws BadFormat {
        long id = line.u64();
        long priority = line.u32();
        line.end();
        server.count(BeanstalkdVerb.BURY);
        answer("BURIED", holder.bury(id, priority, ""));
    }

    /** Buried jobs, or if there is none delayed ones. */
    private void kick(long bound) {
        long kicked = store.kick(tube, JobState.DEAD, bound);
        replies.line("KICKED " + (kicked > 0 ? kicked : store.kick(tube, JobState.DELAYED, bound)));
    }

    private void peek(BeanstalkdVerb verb, BeanstalkdLine line, JobState state) throws BadFormat {
        alone(verb, line);
        answer("FOUND", store.peek(tube, state, 1).stream().findFirst());
    }

    private void pause(BeanstalkdLine line) throws BadFormat {
        String name = line.word();
        Duration time = seconds(line);
        line.end();
        server.count(BeanstalkdVerb.PAUSE_TUBE);
        // A pause of nothing is one all the same: it is counted, and those who wait are looked at.
        Duration atLeast = time.isZero() ? Duration.ofNanos(1) : time;
        answer("PAUSED", store.pause(BeanstalkdLine.requireTube(name), atLeast));
    }

    /** The id that is all the line has. */
    private long id(BeanstalkdVerb verb, BeanstalkdLine line) throws BadFormat {
        long id = line.u64();
        alone(verb, line);
        return id;
    }

    /** Nothing more stands on the line: the command counts. */
    private void alone(BeanstalkdVerb verb, BeanstalkdLine line) throws BadFormat {
        line.end();
        server.count(verb);
    }

    private <T> T counted(BeanstalkdVerb verb, T argument) {
        server.count(verb);
        return argument;
    }

    private static Duration seconds(BeanstalkdLine line) throws BadFormat {
        return Duration.ofSeconds(line.u32());
    }

    private void reserved(JobView job) {
        replies.job("RESERVED", job.id(), job.body().bytes());
    }

    private void answer(String word, boolean found) {
        replies.line(found ? word : NOT_FOUND);
    }

    private void answer(String word, Optional<JobView> job) {
        job.ifPresentOrElse(
                found -> replies.job(word, found.id(), found.body().bytes()), () -> replies.line(NOT_FOUND));
    }

    private void yaml(Optional<String> yaml) {
        yaml.ifPresentOrElse(replies::ok, () -> replies.line(NOT_FOUND));
    }
}
