package io.jobferry.beanstalk;

import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.QueueException;
import java.util.ArrayList;
import java.util.List;

/** Puts into one tube. */
final class BeanstalkSink implements JobSink {
    private static final PutResult TOO_BIG = PutResult.tooBig(Reply.Word.JOB_TOO_BIG.text);

    private final String tube;
    private final BeanstalkPut defaults;
    private final ConnectionPool pool;
    private volatile boolean closed;

    BeanstalkSink(String tube, BeanstalkPut defaults, ConnectionPool pool) {
        this.tube = TubeName.checked(tube);
        this.defaults = defaults;
        this.pool = pool;
    }

    @Override
    public List<PutResult> put(List<NewJob> jobs) {
        if (closed) {
            throw new QueueException(QueueException.Kind.CLOSED, "sink is closed (tube " + tube + ")");
        }
        if (jobs.isEmpty()) {
            return List.of();
        }
        List<Command> puts = new ArrayList<>(jobs.size());
        for (NewJob job : jobs) {
            puts.add(Command.put(options(job.options()), job.body()));
        }
        BeanstalkConnection connection = pool.borrow(tube);
        try {
            return put(connection, puts);
        } finally {
            pool.giveBack(connection);
        }
    }

    private BeanstalkPut options(PutOptions options) {
        if (options instanceof BeanstalkPut put) {
            return put;
        }
        if (options instanceof PutOptions.Delayed delayed) {
            return delayed.delay().isZero() ? defaults : defaults.withDelay(delayed.delay());
        }
        throw new IllegalArgumentException("put options are not BeanstalkPut or PutOptions.delayed: "
                + options.getClass().getName());
    }

    /** A job that the server is known to refuse for its size is not sent: it would read and drop all its bytes. */
    private List<PutResult> put(BeanstalkConnection connection, List<Command> puts) {
        long most = connection.facts().maxJobSize();
        List<Command> fitting =
                puts.stream().filter(put -> put.body().size() <= most).toList();
        Exchange exchange = connection.exchange(tube, fitting);
        List<PutResult> results = new ArrayList<>(puts.size());
        int next = 0;
        for (Command put : puts) {
            results.add(put.body().size() <= most ? result(exchange, next++) : TOO_BIG);
        }
        return results;
    }

    private static PutResult result(Exchange exchange, int i) {
        if (i < exchange.answered()) {
            return result(exchange.replies().get(i));
        }
        String reason = exchange.broken() == null
                ? ""
                : String.valueOf(exchange.broken().getMessage());
        return i < exchange.sent() ? PutResult.unknown(reason) : PutResult.refused("not sent: " + reason);
    }

    /** What the server said of one put. */
    static PutResult result(Reply reply) {
        return switch (reply.word()) {
            case INSERTED -> PutResult.put(Long.toString(reply.number()));
            case BURIED_ID -> PutResult.buried(Long.toString(reply.number()));
            case JOB_TOO_BIG -> TOO_BIG;
            default -> PutResult.refused(reply.word().text);
        };
    }

    @Override
    public void close() {
        closed = true;
    }
}
