package io.jobferry.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one connection's commands do and answer, as version 1.0-rc1 does. Owned by the loop's thread. */
final class DisqueCommands {
    private final DisqueCluster cluster;
    private final DisqueNode node;
    private final DisqueConnection connection;
    private final DisqueReplies replies;
    private final DisqueJobCommands jobCommands;
    private final DisqueQueueCommands queueCommands;
    private boolean authenticated;
    private @Nullable DisqueWait wait;
    private boolean quits;

    DisqueCommands(DisqueCluster cluster, DisqueNode node, DisqueConnection connection, DisqueReplies replies) {
        this.cluster = cluster;
        this.node = node;
        this.connection = connection;
        this.replies = replies;
        this.jobCommands = new DisqueJobCommands(cluster, node, replies);
        this.queueCommands = new DisqueQueueCommands(cluster, node, replies);
        this.authenticated = cluster.password == null;
        node.connections++;
        node.connectionsEver++;
    }

    /** Whether a GETJOB waits. */
    boolean waits() {
        return wait != null;
    }

    /** Whether the client said QUIT. */
    boolean quits() {
        return quits;
    }

    /** The connection is no more. */
    void hangUp() {
        if (wait != null) {
            cluster.endWait(wait);
        }
        node.connections--;
    }

    /** Does one request, which has words. */
    void run(List<String> words) {
        String name = words.get(0);
        if (DisqueWords.option(name).equals("quit")) {
            replies.status("OK");
            quits = true;
            return;
        }
        try {
            DisqueVerb verb = DisqueVerb.of(name);
            if (verb == null) {
                throw DisqueError.of("unknown command '" + DisqueWords.cString(name) + "'");
            }
            if (!verb.takes(words.size())) {
                throw verb.wrongNumber();
            }
            if (!authenticated && verb != DisqueVerb.AUTH) {
                throw DisqueError.coded("NOAUTH", "Authentication required.");
            }
            node.commandsEver++;
            run(verb, new DisqueWords(words));
            // Before the next command of this connection, which may want the same jobs.
            cluster.serveWaiting();
        } catch (DisqueError e) {
            replies.error(e);
        }
    }

    private void run(DisqueVerb verb, DisqueWords words) throws DisqueError {
        switch (verb) {
            case AUTH -> auth(words.next());
            case PING -> ping(words);
            case INFO -> info(words);
            case DEBUG -> debug(words);
            case CLUSTER -> cluster(words);
            case TIME -> DisqueReport.time(cluster.clock, replies);
            case HELLO -> DisqueReport.hello(node, cluster.nodes, replies);
            case ADDJOB -> jobCommands.add(words);
            case GETJOB -> get(DisqueGet.read(words));
            case ACKJOB -> jobCommands.acknowledge(words);
            case FASTACK -> jobCommands.acknowledgeFast(words);
            case DELJOB -> jobCommands.delete(words);
            case SHOW -> jobCommands.show(words);
            case ENQUEUE -> jobCommands.enqueue(words);
            case NACK -> jobCommands.nack(words);
            case DEQUEUE -> jobCommands.dequeue(words);
            case WORKING -> jobCommands.working(words);
            case JSCAN -> jobCommands.scan(words);
            case QLEN -> queueCommands.length(words);
            case QPEEK -> queueCommands.peek(words);
            case QSTAT -> queueCommands.stat(words);
            case QSCAN -> queueCommands.scan(words);
            case PAUSE -> queueCommands.pause(words);
        }
    }

    private void auth(String password) throws DisqueError {
        if (cluster.password == null) {
            throw DisqueError.of("Client sent AUTH, but no password is set");
        }
        authenticated = cluster.password.equals(password);
        if (!authenticated) {
            throw DisqueError.of("invalid password");
        }
        replies.status("OK");
    }

    private void ping(DisqueWords words) throws DisqueError {
        List<String> rest = words.rest();
        if (rest.size() > 1) {
            throw DisqueVerb.PING.wrongNumber();
        }
        if (rest.isEmpty()) {
            replies.status("PONG");
        } else {
            replies.bulk(rest.get(0));
        }
    }

    private void info(DisqueWords words) throws DisqueError {
        List<String> rest = words.rest();
        if (rest.size() > 1) {
            throw DisqueError.syntax();
        }
        replies.bulk(DisqueInfo.of(rest.isEmpty() ? "default" : rest.get(0), node, cluster));
    }

    private void debug(DisqueWords words) throws DisqueError {
        String what = words.next();
        if (!DisqueWords.option(what).equals("flushall")) {
            throw DisqueError.of(
                    "Unknown DEBUG subcommand or wrong number of arguments for '" + DisqueWords.cString(what) + "'");
        }
        cluster.flush();
        replies.status("OK");
    }

    private void cluster(DisqueWords words) throws DisqueError {
        String what = words.option();
        int more = words.rest().size();
        if (what.equals("myid") && more == 0) {
            replies.bulk(node.id);
        } else if (what.equals("leaving") && more == 0) {
            replies.status(node.leaving ? "yes" : "no");
        } else if (what.equals("leaving") && more == 1) {
            leaving(words.option());
        } else {
            throw DisqueError.of("Wrong CLUSTER subcommand or number of arguments");
        }
    }

    private void leaving(String yesOrNo) throws DisqueError {
        switch (yesOrNo) {
            case "yes" -> cluster.leave(node);
            case "no" -> node.leaving = false;
            default -> throw DisqueError.of("Wrong argument for CLUSTER LEAVING. Use 'yes' or 'no'");
        }
        replies.status("OK");
    }

    private void get(DisqueGet get) throws DisqueError {
        List<DisqueJob> jobs = fetch(get);
        if (!jobs.isEmpty()) {
            get.tell(jobs, replies);
        } else if (get.noHang()) {
            replies.nullArray();
        } else if (node.leaving) {
            throw DisqueError.leaving();
        } else {
            wait = new DisqueWait(get, node, connection);
            cluster.startWait(wait);
        }
    }

    /** One of each queue in their order, again and again. */
    private List<DisqueJob> fetch(DisqueGet get) {
        List<DisqueJob> jobs = new ArrayList<>();
        int before = -1;
        while (jobs.size() > before) {
            before = jobs.size();
            for (String queue : get.queues()) {
                DisqueJob job = jobs.size() < get.count() ? cluster.jobs.fetch(queue, node) : null;
                if (job != null) {
                    jobs.add(job);
                }
            }
        }
        return jobs;
    }

    /** Looks whether the wait is over: it has its answer, or its time is up. */
    void resume() {
        if (wait == null) {
            return;
        }
        Consumer<DisqueReplies> answer = wait.answer;
        if (answer == null && wait.wake != null && wait.wake.nanos() - System.nanoTime() <= 0) {
            cluster.endWait(wait);
            answer = DisqueReplies::nullArray;
        }
        if (answer != null) {
            wait = null;
            answer.accept(replies);
        }
    }
}
