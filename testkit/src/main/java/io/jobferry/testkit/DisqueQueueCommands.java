package io.jobferry.testkit;

import java.util.Collection;
import java.util.List;

/** The commands about queues. Owned by the loop's thread. */
final class DisqueQueueCommands {
    private final DisqueCluster cluster;
    private final DisqueNode node;
    private final DisqueReplies replies;

    DisqueQueueCommands(DisqueCluster cluster, DisqueNode node, DisqueReplies replies) {
        this.cluster = cluster;
        this.node = node;
        this.replies = replies;
    }

    void length(DisqueWords words) {
        replies.integer(node.length(words.next()));
    }

    /** The oldest jobs first; for a count below zero the newest. */
    void peek(DisqueWords words) throws DisqueError {
        DisqueQueue queue = node.existing(words.next());
        long count = words.anyNumber();
        Collection<DisqueJob> jobs = List.of();
        if (queue != null) {
            jobs = count < 0 ? queue.jobs.descendingSet() : queue.jobs;
        }
        long most = Math.abs(Math.max(count, -Long.MAX_VALUE));
        List<DisqueJob> peeked = jobs.stream().limit(most).toList();
        replies.array(peeked.size());
        peeked.forEach(job -> DisqueReport.job(job, replies));
    }

    void stat(DisqueWords words) {
        DisqueQueue queue = node.existing(words.next());
        if (queue == null) {
            replies.nullArray();
        } else {
            DisqueReport.queue(queue, cluster.clock, replies);
        }
    }

    void scan(DisqueWords words) throws DisqueError {
        DisqueQueueScan scan = new DisqueQueueScan();
        scan.read(words);
        DisqueScan.Page<DisqueQueue> page = scan.page(node.queues.values());
        replies.array(2);
        replies.bulk(Long.toUnsignedString(page.cursor()));
        replies.array(page.told().size());
        page.told().forEach(queue -> replies.bulk(queue.name));
    }

    /** Each word but STATE and BCAST says what is paused from now on; without one nothing changes. */
    void pause(DisqueWords words) throws DisqueError {
        String name = words.next();
        DisquePause wanted = null;
        List<DisqueNode> where = List.of(node);
        while (words.hasMore()) {
            String option = words.option();
            DisquePause pause = DisquePause.named(option);
            if (pause != null) {
                wanted = wanted == null ? pause : wanted.and(pause);
            } else if (option.equals("bcast")) {
                where = cluster.nodes;
            } else if (!option.equals("state")) {
                throw DisqueError.syntax();
            }
        }
        DisquePause now = wanted == null ? state(name) : wanted;
        for (DisqueNode each : where) {
            pause(each, name, now);
        }
        replies.status(now.toString());
    }

    private DisquePause state(String name) {
        DisqueQueue queue = node.existing(name);
        return queue == null ? DisquePause.NONE : queue.pause;
    }

    private void pause(DisqueNode at, String name, DisquePause pause) {
        if (!at.up || (at.existing(name) == null && pause == DisquePause.NONE)) {
            return;
        }
        DisqueQueue queue = at.queue(name);
        boolean opened = queue.pause.out && !pause.out;
        queue.pause = pause;
        if (opened) {
            cluster.jobs.signal(queue);
        }
    }
}
