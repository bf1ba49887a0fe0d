package io.jobferry.disque;

import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespError;
import io.jobferry.jedis.RespLine;
import io.jobferry.jedis.RespServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;

/** Puts jobs into one queue, a pipelined ADDJOB each. */
final class DisqueSink implements JobSink, Openings.Opening {
    private final String queue;
    private final DisquePut defaults;
    private final RespLine line;
    private final Duration replicas;
    private final Openings openings;

    DisqueSink(String queue, DisquePut defaults, RespServer server, Openings openings) {
        this.queue = queue;
        this.defaults = defaults;
        this.line = new RespLine(server);
        this.replicas = server.commandTimeout().dividedBy(2);
        this.openings = openings;
        openings.add(this);
    }

    @Override
    public List<PutResult> put(List<NewJob> jobs) {
        List<CommandArguments> commands = new ArrayList<>(jobs.size());
        for (NewJob job : jobs) {
            commands.add(Commands.addJob(queue, job.body(), options(job.options()), replicas));
        }
        return line.call(commands).stream().map(DisqueSink::result).toList();
    }

    @Override
    public void close() {
        line.close();
        openings.remove(this);
    }

    private DisquePut options(PutOptions options) {
        if (options instanceof DisquePut own) {
            return own;
        }
        if (options instanceof PutOptions.Delayed delayed) {
            return delayed.delay().isZero() ? defaults : defaults.withDelay(delayed.delay());
        }
        throw new IllegalArgumentException(
                "put options are another backend's: " + options.getClass().getName());
    }

    /** NOREPL, which the module writes as nil, came too late to tell: some node may have the job. */
    private static PutResult result(Reply reply) {
        if (reply.error() instanceof RespError no) {
            return no.code().equals("NOREPL") ? PutResult.unknown(no.words()) : PutResult.refused(no.words());
        }
        if (reply.error() != null) {
            return PutResult.unknown(String.valueOf(reply.error().getMessage()));
        }
        return reply.isNil() ? PutResult.unknown("NOREPL") : PutResult.put(reply.text());
    }
}
