package io.jobferry.disque;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueStats;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespLine;
import io.jobferry.jedis.RespServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import redis.clients.jedis.CommandArguments;

/**
 * A look at one queue of one node. The server has no list of a queue's delayed or reserved jobs that would not walk
 * through all its jobs: those are not counted, not shown and not purged.
 */
final class DisqueAdmin implements QueueAdmin, Openings.Opening {
    private static final int MOST = 1000;

    private final String queue;
    private final RespLine line;
    private final Duration replicas;
    private final Openings openings;

    DisqueAdmin(String queue, RespServer server, Openings openings) {
        this.queue = queue;
        this.line = new RespLine(server);
        this.replicas = server.commandTimeout().dividedBy(2);
        this.openings = openings;
        openings.add(this);
    }

    @Override
    public QueueStats stats() {
        List<Reply> lengths = line.call(List.of(Commands.qlen(queue), Commands.qlen(Commands.deadQueue(queue))));
        return new QueueStats(
                OptionalLong.of(lengths.get(0).integer()),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(lengths.get(1).integer()));
    }

    @Override
    public List<Job> peek(JobState state, int max) {
        return switch (state) {
            case READY -> peek(queue, max);
            case DEAD -> peek(Commands.deadQueue(queue), max);
            case DELAYED, RESERVED -> List.of();
        };
    }

    @Override
    public long redrive(long max) {
        return inParts(max, most -> {
            List<Reply> dead = taken(Commands.deadQueue(queue), most);
            List<CommandArguments> adds = new ArrayList<>();
            for (Reply job : dead) {
                Body body = Body.of(job.list().get(2).bytes());
                adds.add(Commands.addJob(queue, body, DisquePut.DEFAULT, replicas));
            }
            List<Reply> added = line.call(adds);
            List<String> moved = new ArrayList<>();
            List<CommandArguments> back = new ArrayList<>();
            for (int i = 0; i < dead.size(); i++) {
                String id = dead.get(i).list().get(1).text();
                if (added.get(i).error() == null && !added.get(i).isNil()) {
                    moved.add(id);
                } else {
                    back.add(Commands.enqueue(id));
                }
            }
            line.call(back);
            return acknowledged(moved);
        });
    }

    @Override
    public long purge(JobState state, long max) {
        return switch (state) {
            case READY -> inParts(max, most -> acknowledged(ids(taken(queue, most))));
            case DEAD -> inParts(max, most -> acknowledged(ids(taken(Commands.deadQueue(queue), most))));
            case DELAYED -> 0;
            case RESERVED -> throw new IllegalArgumentException("reserved jobs belong to their holders");
        };
    }

    @Override
    public void close() {
        line.close();
        openings.remove(this);
    }

    private List<Job> peek(String from, int max) {
        List<Job> jobs = new ArrayList<>();
        for (Reply element : line.call(Commands.qpeek(from, max)).list()) {
            List<Reply> fields = element.list();
            String id = fields.get(1).text();
            Body body = Body.of(fields.get(2).bytes());
            jobs.add(new Job(queue, id, id, body, OptionalInt.empty(), Map.of()));
        }
        return jobs;
    }

    private List<Reply> taken(String from, int most) {
        return line.call(Commands.getJobNow(List.of(from), most)).list();
    }

    private int acknowledged(List<String> ids) {
        if (!ids.isEmpty()) {
            line.call(Commands.ackJob(ids)).integer();
        }
        return ids.size();
    }

    private static List<String> ids(List<Reply> jobs) {
        return jobs.stream().map(job -> job.list().get(1).text()).toList();
    }

    private static long inParts(long max, Parts parts) {
        long done = 0;
        while (done < max) {
            int most = (int) Math.min(MOST, max - done);
            int now = parts.call(most);
            done += now;
            if (now < most) {
                break;
            }
        }
        return done;
    }

    @FunctionalInterface
    private interface Parts {
        int call(int most);
    }
}
