package io.jobferry.testkit;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The commands about jobs, GETJOB excepted. Owned by the loop's thread. */
final class DisqueJobCommands {
    private final DisqueCluster cluster;
    private final DisqueJobs jobs;
    private final DisqueNode node;
    private final DisqueReplies replies;

    DisqueJobCommands(DisqueCluster cluster, DisqueNode node, DisqueReplies replies) {
        this.cluster = cluster;
        this.jobs = cluster.jobs;
        this.node = node;
        this.replies = replies;
    }

    void add(DisqueWords words) throws DisqueError {
        DisqueAdd asked = DisqueAdd.read(words, cluster.nodes.size());
        replies.status(jobs.add(asked, node).id);
    }

    /** A node that does not know a job tells the others, as long as it is one of them; it counts its own only. */
    void acknowledge(DisqueWords words) throws DisqueError {
        int known = 0;
        for (String id : words.ids()) {
            DisqueJob job = jobs.find(id);
            if (job != null && job.knownTo.contains(node)) {
                known++;
                jobs.remove(job);
            } else if (job != null && !node.leaving && !job.isAtMostOnce()) {
                jobs.remove(job);
            }
        }
        replies.integer(known);
    }

    /** A node that does not know a job tells all others. */
    void acknowledgeFast(DisqueWords words) throws DisqueError {
        int known = 0;
        for (String id : words.ids()) {
            DisqueJob job = jobs.find(id);
            if (job != null) {
                known += job.knownTo.contains(node) ? 1 : 0;
                jobs.remove(job);
            }
        }
        replies.integer(known);
    }

    void delete(DisqueWords words) throws DisqueError {
        count(words, job -> {
            jobs.remove(job, node);
            return true;
        });
    }

    void enqueue(DisqueWords words) throws DisqueError {
        count(words, job -> jobs.enqueue(job, node));
    }

    void nack(DisqueWords words) throws DisqueError {
        count(words, job -> jobs.nack(job, node));
    }

    void dequeue(DisqueWords words) throws DisqueError {
        count(words, job -> job.home == node && jobs.dequeue(job));
    }

    void working(DisqueWords words) throws DisqueError {
        DisqueJob job = find(words);
        if (job == null) {
            throw DisqueError.coded("NOJOB", "Job not known in the context of this node.");
        }
        jobs.postpone(job);
        replies.integer(job.asked.retry());
    }

    void show(DisqueWords words) throws DisqueError {
        DisqueJob job = find(words);
        if (job == null) {
            replies.nullBulk();
        } else {
            DisqueReport.show(job, node, cluster.clock, replies);
        }
    }

    void scan(DisqueWords words) throws DisqueError {
        DisqueJobScan scan = new DisqueJobScan(node);
        scan.read(words);
        DisqueScan.Page<DisqueJob> page = scan.page(jobs.all());
        replies.array(2);
        replies.bulk(Long.toUnsignedString(page.cursor()));
        replies.array(page.told().size());
        for (DisqueJob job : page.told()) {
            if (scan.wholeJobs()) {
                DisqueReport.show(job, node, cluster.clock, replies);
            } else {
                replies.status(job.id);
            }
        }
    }

    /** Does it with each job that this node knows, and answers how often it was true; with none if one id is bad. */
    private void count(DisqueWords words, Predicate<DisqueJob> step) throws DisqueError {
        int count = 0;
        for (String id : words.ids()) {
            DisqueJob job = jobs.find(id, node);
            count += job != null && step.test(job) ? 1 : 0;
        }
        replies.integer(count);
    }

    private @Nullable DisqueJob find(DisqueWords words) throws DisqueError {
        return jobs.find(words.ids().get(0), node);
    }
}
