package io.jobferry.disque;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.QueueStats;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import redis.clients.jedis.CommandArguments;

/**
 * A look at one queue, on all nodes that can be reached: each has a part of it. Jobs of nodes that are gone are neither
 * counted nor shown. To count and show delayed and reserved jobs, see {@link Census}.
 */
final class DisqueAdmin implements QueueAdmin, Openings.Opening {
    private static final int MOST = 1000;
    private static final int MOST_ROUNDS = 10;

    private final String queue;
    private final String deadQueue;
    private final DisqueOptions options;
    private final Nodes nodes;
    private final Lines lines;
    private final Openings openings;

    DisqueAdmin(String queue, Nodes nodes, DisqueOptions options, Openings openings) {
        this.queue = queue;
        this.deadQueue = options.deadQueueOf(queue);
        this.options = options;
        this.nodes = nodes;
        this.lines = new Lines(nodes);
        this.openings = openings;
        openings.add(this);
    }

    /** Nodes are asked one thing at a time: a job that goes to its holder meanwhile, or comes back, is seen somewhere. */
    @Override
    public QueueStats stats() {
        long ready = length(queue);
        Optional<Census> census = census();
        return new QueueStats(
                OptionalLong.of(Math.max(
                        ready, census.map(count -> count.queued().size()).orElse(0))),
                census.map(count -> OptionalLong.of(count.delayed().size())).orElse(OptionalLong.empty()),
                census.map(count -> OptionalLong.of(count.reserved().size())).orElse(OptionalLong.empty()),
                OptionalLong.of(length(deadQueue)));
    }

    /** How many jobs lie in a queue, on all nodes together. */
    private long length(String of) {
        CommandArguments length = Commands.of(Commands.Name.QLEN, of);
        return onAll(node -> lines.call(node, List.of(length)).get(0).integer()).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public List<Job> peek(JobState state, int max) {
        return switch (state) {
            case READY -> peek(queue, max);
            case DEAD -> peek(deadQueue, max);
            case DELAYED -> show(census().map(Census::delayed).orElse(Map.of()), max);
            case RESERVED -> show(census().map(Census::reserved).orElse(Map.of()), max);
        };
    }

    private List<Job> peek(String from, int max) {
        CommandArguments peek = Commands.of(Commands.Name.QPEEK, from, Math.max(0, max));
        return onAll(node -> DisqueJob.all(lines.call(node, List.of(peek)).get(0))).stream()
                .flatMap(List::stream)
                .limit(Math.max(0, max))
                .map(job -> shown(job.queue(), job.id(), job.body()))
                .toList();
    }

    private List<Job> show(Map<String, Node> ids, int max) {
        List<Job> jobs = new ArrayList<>();
        for (Map.Entry<String, Node> each : ids.entrySet()) {
            if (jobs.size() >= max) {
                break;
            }
            Reply shown = lines.call(each.getValue(), List.of(Commands.of(Commands.Name.SHOW, each.getKey())))
                    .get(0);
            Body body = shown.isNil() ? null : DisqueJobInfo.of(shown).body();
            if (body != null) {
                jobs.add(shown(queue, each.getKey(), body));
            }
        }
        return jobs;
    }

    private static Job shown(String from, String id, Body body) {
        return new Job(from, id, id, body, OptionalInt.empty(), Map.of());
    }

    /** Dead jobs are put anew, as the options say, and then acknowledged. */
    @Override
    public long redrive(long max) {
        return inParts(max, (node, most) -> {
            List<DisqueJob> dead = taken(node, deadQueue, most);
            DisquePut put = options.put().withDelay(Duration.ZERO);
            List<Reply> added = lines.call(
                    node,
                    dead.stream()
                            .map(job -> Commands.addJob(queue, job.body(), put, options.replicas()))
                            .toList());
            List<String> moved = new ArrayList<>();
            List<String> back = new ArrayList<>();
            for (int i = 0; i < dead.size(); i++) {
                boolean isAdded = added.get(i).error() == null && !added.get(i).isNil();
                (isAdded ? moved : back).add(dead.get(i).id());
            }
            if (!back.isEmpty()) {
                lines.call(node, List.of(Commands.ofIds(Commands.Name.ENQUEUE, back)));
            }
            return acknowledged(node, moved);
        });
    }

    @Override
    public long purge(JobState state, long max) {
        return switch (state) {
            case READY -> inParts(max, (node, most) -> acknowledged(node, ids(taken(node, queue, most))));
            case DEAD -> inParts(max, (node, most) -> acknowledged(node, ids(taken(node, deadQueue, most))));
            case DELAYED -> purgeDelayed(max);
            case RESERVED -> throw new IllegalArgumentException("reserved jobs belong to their holders");
        };
    }

    private long purgeDelayed(long max) {
        Map<String, Node> delayed = census().map(Census::delayed).orElse(Map.of());
        return delayed.entrySet().stream()
                .limit(max)
                .mapToInt(each -> acknowledged(each.getValue(), List.of(each.getKey())))
                .sum();
    }

    @Override
    public void close() {
        lines.close();
        openings.remove(this);
    }

    private Optional<Census> census() {
        return Census.of(queue, lines, onAll(node -> {
            lines.greet(node);
            return node;
        }));
    }

    private List<DisqueJob> taken(Node node, String from, int most) {
        DisqueGet get = DisqueGet.NOHANG.withCount(most);
        return DisqueJob.all(
                lines.call(node, List.of(Commands.getJob(get, List.of(from)))).get(0));
    }

    private int acknowledged(Node node, List<String> ids) {
        if (!ids.isEmpty()) {
            lines.call(node, List.of(Commands.acknowledge(AckMode.ACKJOB, ids)))
                    .get(0)
                    .integer();
        }
        return ids.size();
    }

    private static List<String> ids(List<DisqueJob> jobs) {
        return jobs.stream().map(DisqueJob::id).toList();
    }

    /** What the nodes say that can be reached; throws if none can. */
    private <T> List<T> onAll(Function<Node, T> question) {
        List<T> answers = new ArrayList<>();
        QueueException gone = null;
        for (Node node : nodes.from(nodes.home())) {
            try {
                answers.add(question.apply(node));
            } catch (QueueException e) {
                if (e.kind() != Kind.UNREACHABLE) {
                    throw e;
                }
                gone = e;
            }
        }
        if (answers.isEmpty() && gone != null) {
            throw gone;
        }
        return answers;
    }

    /**
     * Until so many are done, or a whole round over the nodes finds none: a job may pass from a node that comes later to
     * one that was asked before. The rounds have an end beside producers that never pause.
     */
    private long inParts(long max, Part part) {
        long done = 0;
        long inRound = 1;
        for (int round = 0; round < MOST_ROUNDS && inRound > 0 && done < max; round++) {
            inRound = inRound(max - done, part);
            done += inRound;
        }
        return done;
    }

    /** One node after the other, part by part. */
    private long inRound(long max, Part part) {
        long[] done = {0};
        onAll(node -> {
            int now = MOST;
            int most = MOST;
            while (done[0] < max && now == most) {
                most = (int) Math.min(MOST, max - done[0]);
                now = part.at(node, most);
                done[0] += now;
            }
            return node;
        });
        return done[0];
    }

    @FunctionalInterface
    private interface Part {
        int at(Node node, int most);
    }
}
