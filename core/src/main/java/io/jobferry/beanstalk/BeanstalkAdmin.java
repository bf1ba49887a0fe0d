package io.jobferry.beanstalk;

import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import io.jobferry.QueueStats;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** Looks at one tube. */
final class BeanstalkAdmin implements QueueAdmin {
    private static final long MOST_KICKED = 0xffff_ffffL;

    private final String tube;
    private final ConnectionPool pool;
    private volatile boolean closed;

    BeanstalkAdmin(String tube, ConnectionPool pool) {
        this.tube = TubeName.checked(tube);
        this.pool = pool;
    }

    @Override
    public QueueStats stats() {
        return with(this::stats);
    }

    private QueueStats stats(BeanstalkConnection connection) {
        Reply reply = ask(connection, Command.ofTube(Verb.STATS_TUBE, tube));
        Map<String, String> stats = FlatYaml.map(reply.body());
        return new QueueStats(
                count(stats, reply, "current-jobs-ready"),
                count(stats, reply, "current-jobs-delayed"),
                count(stats, reply, "current-jobs-reserved"),
                count(stats, reply, "current-jobs-buried"));
    }

    private static OptionalLong count(Map<String, String> stats, Reply reply, String key) {
        if (reply.word() == Reply.Word.NOT_FOUND) {
            return OptionalLong.of(0);
        }
        String value = stats.getOrDefault(key, "");
        return value.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
    }

    @Override
    public List<Job> peek(JobState state, int max) {
        if (state == JobState.RESERVED || max < 1) {
            return List.of();
        }
        return with(connection -> {
            Reply reply = ask(connection, peek(state));
            return reply.word() == Reply.Word.FOUND
                    ? List.of(connection.facts().job(reply, tube, OptionalInt.empty(), Map.of()))
                    : List.of();
        });
    }

    /**
     * kick takes delayed jobs where none is buried: so no more are kicked than were buried just before. If somebody else
     * redrives in between, it may still move delayed ones; the server has no command that cannot.
     */
    @Override
    public long redrive(long max) {
        return with(connection -> {
            long buried = Math.min(max, stats(connection).dead().orElse(0));
            return buried < 1
                    ? 0
                    : ask(connection, Command.kick(Math.min(buried, MOST_KICKED)))
                            .number();
        });
    }

    @Override
    public long purge(JobState state, long max) {
        if (state == JobState.RESERVED) {
            throw new IllegalArgumentException("state to purge is RESERVED: those jobs belong to their holders");
        }
        return with(connection -> purge(connection, peek(state), max));
    }

    /** Each job is deleted and the next one looked for in one exchange. */
    private long purge(BeanstalkConnection connection, Command peek, long max) {
        long deleted = 0;
        Reply found = max < 1 ? null : ask(connection, peek);
        while (found != null && found.word() == Reply.Word.FOUND && deleted < max) {
            List<Reply> replies = connection
                    .exchange(tube, List.of(Command.ofJob(Verb.DELETE, found.number()), peek))
                    .orThrow();
            if (replies.get(0).word() == Reply.Word.DELETED) {
                deleted++;
            }
            found = replies.get(1);
        }
        return deleted;
    }

    private static Command peek(JobState state) {
        return switch (state) {
            case READY -> Command.of(Verb.PEEK_READY);
            case DELAYED -> Command.of(Verb.PEEK_DELAYED);
            case DEAD -> Command.of(Verb.PEEK_BURIED);
            case RESERVED -> throw new IllegalArgumentException("reserved jobs cannot be peeked at");
        };
    }

    private Reply ask(BeanstalkConnection connection, Command command) {
        Reply reply = connection.exchange(tube, List.of(command)).orThrow().get(0);
        if (reply.isServerError()) {
            throw connection.refused(command, reply);
        }
        return reply;
    }

    private <T> T with(Function<BeanstalkConnection, T> look) {
        if (closed) {
            throw new QueueException(QueueException.Kind.CLOSED, "admin is closed (tube " + tube + ")");
        }
        BeanstalkConnection connection = pool.borrow(tube);
        try {
            return look.apply(connection);
        } finally {
            pool.giveBack(connection);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
