package io.jobferry.disque;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.disque.DisqueJobInfo.State;
import io.jobferry.jedis.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.CommandArguments;

/**
 * The jobs of one queue that do not lie in it: delayed ones, and reserved ones, among which are those that their
 * consumers keep until they may be tried again. No node has a list of them: it is asked for all its jobs, page by page,
 * unless it has too many.
 *
 * @param delayed ids, and a node that knows them
 * @param reserved ids, and a node that knows them
 * @param queued ids of jobs that came to lie in it meanwhile, or lay in it all the time
 */
record Census(Map<String, Node> delayed, Map<String, Node> reserved, Set<String> queued) {
    /** To look at this many takes a node some 50 ms. */
    private static final long MOST_JOBS = 50_000;

    private static final int PAGE = 250;
    private static final Pattern REGISTERED = Pattern.compile("registered_jobs:([0-9]{1,18})");

    /** Counts at these nodes; empty where one of them has too many jobs. */
    static Optional<Census> of(String queue, Lines lines, List<Node> nodes) {
        Count count = new Count(queue, lines);
        for (Node node : nodes) {
            if (!count.at(node)) {
                return Optional.empty();
            }
        }
        // On one node a copy is active, or not yet known to be done, while on another the job itself is queued, or
        // done.
        for (Set<String> elsewhere : List.of(count.queued, count.acked)) {
            count.delayed.keySet().removeAll(elsewhere);
            count.reserved.keySet().removeAll(elsewhere);
        }
        count.reserved.keySet().removeAll(count.delayed.keySet());
        return Optional.of(new Census(count.delayed, count.reserved, count.queued));
    }

    private static final class Count {
        final Map<String, Node> delayed = new HashMap<>();
        final Map<String, Node> reserved = new HashMap<>();
        final Set<String> queued = new HashSet<>();
        final Set<String> acked = new HashSet<>();
        private final String queue;
        private final Lines lines;

        Count(String queue, Lines lines) {
            this.queue = queue;
            this.lines = lines;
        }

        boolean at(Node node) {
            List<Reply> facts =
                    lines.call(node, List.of(Commands.of(Commands.Name.INFO, "jobs"), Commands.of(Commands.Name.TIME)));
            if (registered(facts.get(0).text()) > MOST_JOBS) {
                return false;
            }
            long now = millis(facts.get(1).list());
            DisqueJobFilter all = DisqueJobFilter.ALL.withQueue(queue).withCount(PAGE);
            Scan active = new Scan(all.withStates(State.ACTIVE), "all");
            Scan inQueue = new Scan(all.withStates(State.QUEUED), "id");
            Scan done = new Scan(all.withStates(State.ACKED), "id");
            together(node, List.of(active, inQueue, done));
            for (Reply reply : active.items) {
                DisqueJobInfo job = DisqueJobInfo.of(reply);
                (job.isDelayedAt(now) ? delayed : reserved).put(job.id(), node);
            }
            inQueue.items.forEach(id -> queued.add(id.text()));
            done.items.forEach(id -> acked.add(id.text()));
            return true;
        }

        /** Page by page side by side: a job that goes from one state to another and back is still seen in one. */
        private void together(Node node, List<Scan> scans) {
            List<Scan> open = new ArrayList<>(scans);
            while (!open.isEmpty()) {
                List<Reply> pages =
                        lines.call(node, open.stream().map(Scan::next).toList());
                for (int i = 0; i < pages.size(); i++) {
                    open.get(i).take(pages.get(i));
                }
                open.removeIf(scan -> scan.over);
            }
        }

        private static long registered(String info) {
            Matcher found = REGISTERED.matcher(info);
            if (!found.find()) {
                throw new QueueException(Kind.PROTOCOL, "reply has no registered_jobs (INFO jobs)");
            }
            return Long.parseLong(found.group(1));
        }

        /** TIME: seconds and microseconds, both as text. */
        private static long millis(List<Reply> time) {
            return Long.parseLong(time.get(0).text()) * 1000
                    + Long.parseLong(time.get(1).text()) / 1000;
        }
    }
    /** A look at all jobs in one state. */
    private static final class Scan {
        final List<Reply> items = new ArrayList<>();
        private final DisqueJobFilter filter;
        private final String form;
        private String cursor = DisqueScan.START;
        private boolean over;

        Scan(DisqueJobFilter filter, String form) {
            this.filter = filter;
            this.form = form;
        }

        CommandArguments next() {
            return Commands.jscan(cursor, filter, form);
        }

        void take(Reply reply) {
            DisqueScan<Reply> page = DisqueScan.of(reply, item -> item);
            items.addAll(page.items());
            cursor = page.cursor();
            over = cursor.equals(DisqueScan.START);
        }
    }
}
