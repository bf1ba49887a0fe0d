package io.jobferry.beanstalk;

import io.jobferry.Body;
import io.jobferry.PutResult;
import io.jobferry.QueueException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Every command of beanstalkd under its own name ("protocol.txt"), on one connection. What the protocol foresees is an
 * answer: NOT_FOUND is false or empty.
 *
 * <p>A connection that broke is not replaced, because its reservations ended with it: from then on every call throws;
 * open another client. Any thread, but commands go one after the other: a {@link #reserve} that waits holds back all
 * others.
 *
 * <p>Every method throws a {@link QueueException}: BROKEN if the connection broke before the answer, PROTOCOL if the
 * answer is none of the command's (and then too the connection is given up), REFUSED for OUT_OF_MEMORY and
 * INTERNAL_ERROR, CLOSED after {@link #close}. Tube names and numbers are checked before anything is sent ({@link
 * IllegalArgumentException}).
 */
public final class BeanstalkClient implements AutoCloseable {
    /** For a reserve that waits without an end. */
    private static final long FOR_EVER_NANOS = TimeUnit.DAYS.toNanos(10_000);

    private final BeanstalkConnection connection;
    private final Opened opened;
    private final ReentrantLock turn = new ReentrantLock();

    BeanstalkClient(BeanstalkConnection connection, Opened opened) {
        this.connection = connection;
        this.opened = opened;
    }

    /** A job as the server sends it. */
    public record RawJob(long id, Body body) {}

    /**
     * The answer to a reserve.
     *
     * @param kind what the server said
     * @param job the job; null unless reserved
     */
    public record Reserved(Kind kind, @Nullable RawJob job) {
        /** What the server says to a reserve. */
        public enum Kind {
            RESERVED,
            TIMED_OUT,
            /** Nothing is ready, and a job that this connection holds is in the last second of its time to run. */
            DEADLINE_SOON
        }
    }

    /** What became of a release. */
    public enum Released {
        RELEASED,
        /** The server had no memory to queue it: it is buried. */
        BURIED,
        NOT_FOUND
    }

    /** The new job's id, or why there is none; into the tube in use. */
    public PutResult put(BeanstalkPut how, Body body) {
        Command command = Command.put(how, body);
        return BeanstalkSink.result(exchange(command, this::inTime));
    }

    /** Uses this tube: for put, peek-ready and its like, and kick. */
    public void use(String tube) {
        ask(Command.ofTube(Verb.USE, tube));
    }

    /** The tube in use. */
    public String listTubeUsed() {
        return ask(Command.of(Verb.LIST_TUBE_USED)).name();
    }

    /** The number of tubes watched, with this one. */
    public long watch(String tube) {
        return ask(Command.ofTube(Verb.WATCH, tube)).number();
    }

    /** The number of tubes watched, without this one; empty for NOT_IGNORED: it is the only one. */
    public OptionalLong ignore(String tube) {
        Reply reply = ask(Command.ofTube(Verb.IGNORE, tube));
        return reply.word() == Reply.Word.WATCHING ? OptionalLong.of(reply.number()) : OptionalLong.empty();
    }

    /** The next job of the tubes watched; waits for ever. */
    public Reserved reserve() {
        return reserve(Command.of(Verb.RESERVE), FOR_EVER_NANOS);
    }

    /**
     * The next job of the tubes watched.
     *
     * @param timeout how long to wait; whole seconds, rounded up
     * @throws IllegalArgumentException if it is negative or above 2147483647 s
     */
    public Reserved reserveWithTimeout(Duration timeout) {
        Command command = Command.reserveWithTimeout(BeanstalkPut.seconds(timeout, "timeout"));
        return reserve(command, timeout.plusSeconds(1).toNanos());
    }

    private Reserved reserve(Command command, long waitNanos) {
        Reply reply = checked(command, exchange(command, () -> inTime() + waitNanos));
        return switch (reply.word()) {
            case RESERVED -> new Reserved(Reserved.Kind.RESERVED, rawJob(reply));
            case TIMED_OUT -> new Reserved(Reserved.Kind.TIMED_OUT, null);
            default -> new Reserved(Reserved.Kind.DEADLINE_SOON, null);
        };
    }

    /** This job, reserved; empty if there is none, or somebody holds it. Since beanstalkd 1.12. */
    public Optional<RawJob> reserveJob(long id) {
        return job(Command.ofJob(Verb.RESERVE_JOB, id));
    }

    /** Whether the job was there: reserved on this connection, ready, delayed or buried. */
    public boolean delete(long id) {
        return ask(Command.ofJob(Verb.DELETE, id)).word() == Reply.Word.DELETED;
    }

    /** As {@link #delete(long)} for each of these jobs, all in one go; answer i is for job i. */
    public List<Boolean> delete(List<Long> ids) {
        return askAll(Verb.DELETE, ids).stream()
                .map(reply -> reply.word() == Reply.Word.DELETED)
                .toList();
    }

    /**
     * Gives back a job that this connection reserved.
     *
     * @param delay whole seconds, rounded up
     */
    public Released release(long id, long priority, Duration delay) {
        return switch (ask(Command.release(id, priority, delay)).word()) {
            case RELEASED -> Released.RELEASED;
            case BURIED -> Released.BURIED;
            default -> Released.NOT_FOUND;
        };
    }

    /** Whether this connection had reserved the job, which is buried now. */
    public boolean bury(long id, long priority) {
        return ask(Command.bury(id, priority)).word() == Reply.Word.BURIED;
    }

    /** Whether this connection has reserved the job, whose time to run begins anew. */
    public boolean touch(long id) {
        return ask(Command.ofJob(Verb.TOUCH, id)).word() == Reply.Word.TOUCHED;
    }

    /** This job. */
    public Optional<RawJob> peek(long id) {
        return job(Command.ofJob(Verb.PEEK, id));
    }

    /** The next ready job of the tube in use. */
    public Optional<RawJob> peekReady() {
        return job(Command.of(Verb.PEEK_READY));
    }

    /** The delayed job of the tube in use that is ready first. */
    public Optional<RawJob> peekDelayed() {
        return job(Command.of(Verb.PEEK_DELAYED));
    }

    /** The buried job of the tube in use that was buried first. */
    public Optional<RawJob> peekBuried() {
        return job(Command.of(Verb.PEEK_BURIED));
    }

    /** How many jobs of the tube in use are ready now: buried ones, and only if there is none of those, delayed ones. */
    public long kick(long bound) {
        return ask(Command.kick(bound)).number();
    }

    /** Whether the job was buried or delayed; it is ready now. Since beanstalkd 1.8. */
    public boolean kickJob(long id) {
        return ask(Command.ofJob(Verb.KICK_JOB, id)).word() == Reply.Word.KICKED;
    }

    /** The server's figures by their names. */
    public Map<String, String> stats() {
        return FlatYaml.map(ask(Command.of(Verb.STATS)).body());
    }

    /** The job's figures by their names. */
    public Optional<Map<String, String>> statsJob(long id) {
        return figures(Command.ofJob(Verb.STATS_JOB, id));
    }

    /** As {@link #statsJob(long)} for each of these jobs, all in one go; answer i is for job i. */
    public List<Optional<Map<String, String>>> statsJob(List<Long> ids) {
        return askAll(Verb.STATS_JOB, ids).stream()
                .map(BeanstalkClient::figures)
                .toList();
    }

    /** The tube's figures by their names. */
    public Optional<Map<String, String>> statsTube(String tube) {
        return figures(Command.ofTube(Verb.STATS_TUBE, tube));
    }

    /** All tubes. */
    public List<String> listTubes() {
        return FlatYaml.list(ask(Command.of(Verb.LIST_TUBES)).body());
    }

    /** The tubes that this connection watches. */
    public List<String> listTubesWatched() {
        return FlatYaml.list(ask(Command.of(Verb.LIST_TUBES_WATCHED)).body());
    }

    /** Whether there is such a tube, from which nothing is reserved for this long; whole seconds, rounded up. */
    public boolean pauseTube(String tube, Duration delay) {
        return ask(Command.pauseTube(tube, delay)).word() == Reply.Word.PAUSED;
    }

    /** Ends the connection; the same as {@link #close}. */
    public void quit() {
        close();
    }

    /** Closes the connection; the server gives back what it had reserved. Breaks a command that is under way. */
    @Override
    public void close() {
        connection.close();
        opened.forget(this);
    }

    private Optional<RawJob> job(Command command) {
        Reply reply = ask(command);
        return reply.word() == Reply.Word.NOT_FOUND ? Optional.empty() : Optional.of(rawJob(reply));
    }

    private static RawJob rawJob(Reply reply) {
        return new RawJob(reply.number(), reply.body());
    }

    private Optional<Map<String, String>> figures(Command command) {
        return figures(ask(command));
    }

    private static Optional<Map<String, String>> figures(Reply reply) {
        return reply.word() == Reply.Word.NOT_FOUND ? Optional.empty() : Optional.of(FlatYaml.map(reply.body()));
    }

    private Reply ask(Command command) {
        return checked(command, exchange(command, this::inTime));
    }

    private List<Reply> askAll(Verb verb, List<Long> ids) {
        List<Command> commands = ids.stream().map(id -> Command.ofJob(verb, id)).toList();
        List<Reply> replies = exchange(commands, this::inTime);
        for (int i = 0; i < replies.size(); i++) {
            checked(commands.get(i), replies.get(i));
        }
        return replies;
    }

    private Reply checked(Command command, Reply reply) {
        if (reply.isServerError()) {
            throw connection.refused(command, reply);
        }
        return reply;
    }

    private long inTime() {
        return connection.inTime();
    }

    private Reply exchange(Command command, LongSupplier deadlineNanos) {
        return exchange(List.of(command), deadlineNanos).get(0);
    }

    private List<Reply> exchange(List<Command> commands, LongSupplier deadlineNanos) {
        turn.lock();
        try {
            return connection
                    .exchange(commands, Waiting.first(deadlineNanos, () -> {}))
                    .orThrow();
        } finally {
            turn.unlock();
        }
    }
}
