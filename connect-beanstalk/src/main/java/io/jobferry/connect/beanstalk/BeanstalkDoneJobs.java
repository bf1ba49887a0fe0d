package io.jobferry.connect.beanstalk;

import io.jobferry.QueueException;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkClient;
import io.jobferry.connect.DoneJobs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Done jobs of a tube. A key is {@code <epoch>-<id>}. The epoch is new at each start of the server, and ids may begin
 * again at 1 with it: with a binlog that still has jobs they go on, without one, or with an empty one, they do not. So the
 * job that now has an id of an older epoch is the same one only if it is older than the server, and not younger than our
 * news of it: the server may have been started more than once meanwhile.
 */
final class BeanstalkDoneJobs implements DoneJobs {
    /** Ages are in whole seconds, rounded down. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    /** With the pauses between them more than a second. */
    private static final int LOOKS = 120;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Answers that took longer, on a machine that has stood still, say little about when a job was put. */
    private static final Duration PROMPT = Duration.ofSeconds(1);

    /** How long to wait for prompt answers. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final BeanstalkBackend backend;
    private final String tube;

    BeanstalkDoneJobs(BeanstalkBackend backend, String tube) {
        this.backend = backend;
        this.tube = tube;
    }

    @Override
    public Set<String> forget(List<String> keys, Instant taken) {
        try (BeanstalkClient client = backend.client()) {
            Map<String, String> server = client.stats();
            String epoch = figure(server, "id");
            List<Long> ids = new ArrayList<>();
            List<Long> olderIds = new ArrayList<>();
            for (String key : keys) {
                int dash = key.lastIndexOf('-');
                (key.substring(0, Math.max(0, dash)).equals(epoch) ? ids : olderIds).add(id(key, dash));
            }
            ids.addAll(survivors(client, olderIds, number(server, "uptime"), taken));
            Set<String> left = new HashSet<>();
            held(client, ids).forEach(id -> left.add(epoch + "-" + id));
            return left;
        }
    }

    /**
     * Those that are the jobs which had these ids before the server was started. Ages and uptime are whole seconds that
     * end at different moments: of a job that was put in the second before the start they are the same for a part of
     * each second only, so such jobs are looked at for a whole one.
     *
     * @param uptime of the server a moment ago
     */
    private List<Long> survivors(BeanstalkClient client, List<Long> ids, long uptime, Instant taken) {
        List<Long> survivors = new ArrayList<>();
        List<Long> open = ids;
        long begun = System.nanoTime();
        long before = uptime;
        for (int looks = 0; !open.isEmpty() && looks < LOOKS; ) {
            Instant asked = Instant.now();
            List<Optional<Map<String, String>>> stats = client.statsJob(open);
            long after = number(client.stats(), "uptime");
            if (Duration.between(asked, Instant.now()).compareTo(PROMPT) <= 0) {
                open = sorted(open, stats, new Moment(before, after, asked.minus(ROUNDING), taken), survivors);
                looks++;
                LockSupport.parkNanos(open.isEmpty() ? 0 : PAUSE_NANOS);
            } else if (System.nanoTime() - begun > PATIENCE_NANOS) {
                throw new QueueException(
                        QueueException.Kind.BROKEN,
                        "answers take longer than " + PROMPT.toMillis() + " ms, which is too long to tell "
                                + open.size() + " jobs from others with their ids (stats-job, " + backend.name() + ")");
            }
            before = after;
        }
        return survivors;
    }

    /** Adds to the survivors those that are, and returns those that it cannot be told of. */
    private List<Long> sorted(
            List<Long> ids, List<Optional<Map<String, String>>> stats, Moment moment, List<Long> survivors) {
        List<Long> inDoubt = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Map<String, String> job = stats.get(i).orElse(null);
            if (job == null || !tube.equals(job.get("tube"))) {
                continue;
            }
            long age = number(job, "age");
            if (moment.isYoungerThanServer(age) || moment.isYoungerThanNews(age)) {
                continue;
            }
            (moment.isOlderThanServer(age) ? survivors : inDoubt).add(ids.get(i));
        }
        return inDoubt;
    }

    /**
     * When ages were asked for.
     *
     * @param uptimeBefore the server's in seconds, at that time or earlier
     * @param uptimeAfter at that time or later
     * @param now the time, or a little earlier, so that whoever is older than the news never seems younger
     * @param news the time of our last news of the jobs
     */
    private record Moment(long uptimeBefore, long uptimeAfter, Instant now, Instant news) {
        boolean isOlderThanServer(long age) {
            return age > uptimeAfter;
        }

        boolean isYoungerThanServer(long age) {
            return age < uptimeBefore;
        }

        boolean isYoungerThanNews(long age) {
            return now.minusSeconds(age).isAfter(news);
        }
    }

    /** Deletes these jobs of the server's present epoch; returns those that a connection holds. */
    private static List<Long> held(BeanstalkClient client, List<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Boolean> deleted = client.delete(ids);
        List<Long> others = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!deleted.get(i)) {
                others.add(ids.get(i));
            }
        }
        if (others.isEmpty()) {
            return List.of();
        }
        List<Optional<Map<String, String>>> stats = client.statsJob(others);
        List<Long> held = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            if (stats.get(i).isPresent()) {
                held.add(others.get(i));
            }
        }
        return held;
    }

    @Override
    public Optional<String> risk() {
        try (BeanstalkClient client = backend.client()) {
            return number(client.stats(), "binlog-current-index") > 0
                    ? Optional.empty()
                    : Optional.of(
                            backend.name() + " runs without a binlog (-b): when it is restarted it has lost all jobs"
                                    + " that are not in Kafka; what it is given again under the same ids is published");
        }
    }

    /** @throws QueueException if an offset that somebody wrote names a job that no beanstalkd ever had */
    private static long id(String key, int dash) {
        try {
            return Long.parseLong(key.substring(dash + 1));
        } catch (NumberFormatException e) {
            throw new QueueException(QueueException.Kind.PROTOCOL, "job key is not <epoch>-<id>: \"" + key + "\"", e);
        }
    }

    private static long number(Map<String, String> figures, String name) {
        return Long.parseLong(figure(figures, name));
    }

    private static String figure(Map<String, String> figures, String name) {
        @Nullable String figure = figures.get(name);
        if (figure == null) {
            throw new QueueException(QueueException.Kind.PROTOCOL, "stats lack \"" + name + "\": " + figures.keySet());
        }
        return figure;
    }
}
