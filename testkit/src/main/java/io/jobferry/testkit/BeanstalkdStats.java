package io.jobferry.testkit;

import io.jobferry.JobState;
import io.jobferry.memory.JobView;
import io.jobferry.memory.QueueCounts;
import io.jobferry.memory.StoreCounts;
import java.time.Duration;
import java.util.List;

/** The flat YAML of the stats and list commands: the fields of version 1.12, in its order. */
final class BeanstalkdStats {
    private final StringBuilder yaml = new StringBuilder("---\n");

    private BeanstalkdStats() {}

    /** stats. What only a process of its own has is zero: CPU time and binlog. */
    static String of(BeanstalkdServer server) {
        StoreCounts jobs = server.store.counts();
        BeanstalkdStats stats = new BeanstalkdStats()
                .with("current-jobs-urgent", jobs.urgent())
                .with("current-jobs-ready", jobs.ready())
                .with("current-jobs-reserved", jobs.reserved())
                .with("current-jobs-delayed", jobs.delayed())
                .with("current-jobs-buried", jobs.dead());
        for (BeanstalkdVerb verb : COUNTED) {
            stats.with("cmd-" + verb.prefix.strip(), server.counted(verb));
        }
        return stats.with("job-timeouts", jobs.timeouts())
                .with("total-jobs", jobs.puts())
                .with("max-job-size", BeanstalkdServer.MAX_JOB_SIZE)
                .with("current-tubes", jobs.queues())
                .with("current-connections", server.connections)
                .with("current-producers", server.producers)
                .with("current-workers", server.workers)
                .with("current-waiting", jobs.waiting())
                .with("total-connections", server.connectionsEver)
                .with("pid", ProcessHandle.current().pid())
                .with("version", "\"1.12\"")
                .with("rusage-utime", "0.000000")
                .with("rusage-stime", "0.000000")
                .with("uptime", seconds(Duration.ofNanos(System.nanoTime() - server.startNanos)))
                .with("binlog-oldest-index", 0)
                .with("binlog-current-index", 0)
                .with("binlog-records-migrated", 0)
                .with("binlog-records-written", 0)
                .with("binlog-max-size", 10485760)
                .with("draining", Boolean.toString(server.isDraining()))
                .with("id", server.store.epoch())
                .with("hostname", "localhost")
                .with("os", System.getProperty("os.version", "unknown"))
                .with("platform", System.getProperty("os.arch", "unknown"))
                .toString();
    }

    /** The commands that stats counts, in its order: kick-job and reserve-job are not among them. */
    private static final List<BeanstalkdVerb> COUNTED = List.of(
            BeanstalkdVerb.PUT,
            BeanstalkdVerb.PEEK,
            BeanstalkdVerb.PEEK_READY,
            BeanstalkdVerb.PEEK_DELAYED,
            BeanstalkdVerb.PEEK_BURIED,
            BeanstalkdVerb.RESERVE,
            BeanstalkdVerb.RESERVE_WITH_TIMEOUT,
            BeanstalkdVerb.DELETE,
            BeanstalkdVerb.RELEASE,
            BeanstalkdVerb.USE,
            BeanstalkdVerb.WATCH,
            BeanstalkdVerb.IGNORE,
            BeanstalkdVerb.BURY,
            BeanstalkdVerb.KICK,
            BeanstalkdVerb.TOUCH,
            BeanstalkdVerb.STATS,
            BeanstalkdVerb.STATS_JOB,
            BeanstalkdVerb.STATS_TUBE,
            BeanstalkdVerb.LIST_TUBES,
            BeanstalkdVerb.LIST_TUBE_USED,
            BeanstalkdVerb.LIST_TUBES_WATCHED,
            BeanstalkdVerb.PAUSE_TUBE);

    /** stats-job. */
    static String ofJob(JobView job) {
        return new BeanstalkdStats()
                .with("id", job.id())
                .with("tube", job.queue())
                .with("state", state(job.state()))
                .with("pri", job.priority())
                .with("age", seconds(job.age()))
                .with("delay", seconds(job.delay()))
                .with("ttr", seconds(job.lease()))
                .with("time-left", seconds(job.timeLeft()))
                .with("file", 0)
                .with("reserves", job.reserves())
                .with("timeouts", job.timeouts())
                .with("releases", job.releases())
                .with("buries", job.buries())
                .with("kicks", job.kicks())
                .toString();
    }

    /** stats-tube. */
    static String ofTube(String name, QueueCounts counts) {
        return new BeanstalkdStats()
                .with("name", name)
                .with("current-jobs-urgent", counts.urgent())
                .with("current-jobs-ready", counts.ready())
                .with("current-jobs-reserved", counts.reserved())
                .with("current-jobs-delayed", counts.delayed())
                .with("current-jobs-buried", counts.dead())
                .with("total-jobs", counts.puts())
                .with("current-using", counts.users())
                .with("current-watching", counts.watchers())
                .with("current-waiting", counts.waiting())
                .with("cmd-delete", counts.deletes())
                .with("cmd-pause-tube", counts.pauses())
                .with("pause", seconds(counts.pause()))
                .with("pause-time-left", seconds(counts.pauseLeft()))
                .toString();
    }

    /** list-tubes and list-tubes-watched. */
    static String list(List<String> tubes) {
        StringBuilder yaml = new StringBuilder("---\n");
        tubes.forEach(tube -> yaml.append("- ").append(tube).append('\n'));
        return yaml.toString();
    }

    private static String state(JobState state) {
        return switch (state) {
            case READY -> "ready";
            case DELAYED -> "delayed";
            case RESERVED -> "reserved";
            case DEAD -> "buried";
        };
    }

    /** Cut, not rounded. */
    private static long seconds(Duration duration) {
        return duration.toSeconds();
    }

    private BeanstalkdStats with(String name, long value) {
        return with(name, Long.toString(value));
    }

    private BeanstalkdStats with(String name, String value) {
        yaml.append(name).append(": ").append(value).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return yaml.toString();
    }
}
