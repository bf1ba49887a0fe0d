package io.jobferry.disque;

import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/**
 * Puts jobs into one queue, a pipelined ADDJOB each, all at the backend's home. What a node does not take for want of
 * memory or of other nodes goes to the next; what may have arrived is never put again.
 */
final class DisqueSink implements JobSink, Openings.Opening {
    private final String queue;
    private final DisqueOptions options;
    private final Nodes nodes;
    private final Lines lines;
    private final Openings openings;

    DisqueSink(String queue, Nodes nodes, DisqueOptions options, Openings openings) {
        this.queue = queue;
        this.options = options;
        this.nodes = nodes;
        this.lines = new Lines(nodes);
        this.openings = openings;
        openings.add(this);
    }

    @Override
    public List<PutResult> put(List<NewJob> jobs) {
        List<CommandArguments> commands = new ArrayList<>(jobs.size());
        for (NewJob job : jobs) {
            commands.add(Commands.addJob(queue, job.body(), how(job.options()), options.replicas()));
        }
        @Nullable PutResult[] results = new PutResult[jobs.size()];
        QueueException unreachable = null;
        for (Node node : nodes.from(nodes.home())) {
            List<Integer> open = open(results);
            if (open.isEmpty()) {
                break;
            }
            List<Reply> replies =
                    lines.call(node, open.stream().map(commands::get).toList());
            for (int i = 0; i < open.size(); i++) {
                QueueException error = replies.get(i).error();
                if (error != null && isNothingSent(error)) {
                    unreachable = error;
                } else {
                    results[open.get(i)] = Answers.toPut(replies.get(i));
                }
            }
        }
        return answered(results, unreachable);
    }

    /** Those that no node has answered to, and those that another may take. */
    private static List<Integer> open(@Nullable PutResult[] results) {
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < results.length; i++) {
            PutResult result = results[i];
            if (result == null || Answers.isFull(result)) {
                open.add(i);
            }
        }
        return open;
    }

    private static boolean isNothingSent(QueueException error) {
        return error.kind() == Kind.UNREACHABLE || error.kind() == Kind.CLOSED;
    }

    private static List<PutResult> answered(@Nullable PutResult[] results, @Nullable QueueException unreachable) {
        if (unreachable != null && Arrays.stream(results).allMatch(Objects::isNull)) {
            throw unreachable;
        }
        List<PutResult> all = new ArrayList<>(results.length);
        for (PutResult result : results) {
            all.add(
                    result == null
                            ? PutResult.refused("not sent: " + (unreachable == null ? "" : unreachable.getMessage()))
                            : result);
        }
        return all;
    }

    @Override
    public void close() {
        lines.close();
        openings.remove(this);
    }

    private DisquePut how(PutOptions given) {
        if (given instanceof DisquePut own) {
            return own;
        }
        if (given instanceof PutOptions.Delayed delayed) {
            return delayed.delay().isZero() ? options.put() : options.put().withDelay(delayed.delay());
        }
        throw new IllegalArgumentException(
                "put options are another backend's: " + given.getClass().getName());
    }
}
