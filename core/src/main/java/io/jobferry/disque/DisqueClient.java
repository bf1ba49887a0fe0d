package io.jobferry.disque;

import io.jobferry.Body;
import io.jobferry.PutResult;
import io.jobferry.QueueException;
import io.jobferry.disque.Commands.Name;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespError;
import io.jobferry.jedis.RespLine;
import io.jobferry.jedis.RespServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.CommandArguments;

/**
 * Every command of Disque under its own name, at one node. What the protocol foresees is an answer: a job or queue that
 * the node does not know is empty.
 *
 * <p>A connection that broke is replaced at the next call: jobs do not depend on it. Any thread, but commands go one
 * after the other: a {@link #getJob} that waits holds back all others.
 *
 * <p>Every method throws a {@link QueueException}: UNREACHABLE if there is no connection to be had, BROKEN if it broke
 * before the answer, PROTOCOL if the answer is none of the command's, CLOSED after {@link #close}, and a {@link
 * RespError}, which is REFUSED and has the server's words, where the server says no.
 */
public final class DisqueClient implements AutoCloseable, Openings.Opening {
    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    private final String name;
    private final RespLine line;
    private final Duration replicas;
    private final Openings openings;

    DisqueClient(RespServer server, Duration replicas, Openings openings) {
        this.name = server.name();
        this.line = new RespLine(server);
        this.replicas = replicas;
        this.openings = openings;
        openings.add(this);
    }

    /** The node, for logs and errors. */
    public String name() {
        return name;
    }

    /** The new job's id, or why there is none; waits for replicas for half of the command's time. */
    public PutResult addJob(String queue, Body body, DisquePut how) {
        return addJobs(queue, List.of(body), how, replicas).get(0);
    }

    /**
     * One ADDJOB for each body, in one go; result i is for body i.
     *
     * @param timeout how long each waits for its replicas; whole milliseconds, at least one
     */
    public List<PutResult> addJobs(String queue, List<Body> bodies, DisquePut how, Duration timeout) {
        List<CommandArguments> adds = bodies.stream()
                .map(body -> Commands.addJob(queue, body, how, timeout))
                .toList();
        return line.call(adds, timeout).stream().map(Answers::toPut).toList();
    }

    /** Jobs of these queues; empty if none came in time. LEAVING is a {@link RespError}: go to another node. */
    public List<DisqueJob> getJob(DisqueGet how, String... queues) {
        Duration wait = how.timeout() == null ? FOR_EVER : how.timeout();
        return DisqueJob.all(
                line.call(List.of(Commands.getJob(how, List.of(queues))), wait).get(0));
    }

    /** How many of the jobs the node knew and did not yet know to be done. All of them are, also where this is 0. */
    public long ackJob(String... ids) {
        return ofIds(Name.ACKJOB, ids);
    }

    /** How many of the jobs the node knew. All others are told once. */
    public long fastAck(String... ids) {
        return ofIds(Name.FASTACK, ids);
    }

    /**
     * The time until the next delivery, which begins anew; empty for NOJOB. TOOLATE, past half of the job's life, is a
     * {@link RespError}.
     */
    public Optional<Duration> working(String id) {
        Reply reply = line.call(Commands.of(Name.WORKING, id));
        return Answers.isNo(reply, "NOJOB") ? Optional.empty() : Optional.of(Duration.ofSeconds(reply.integer()));
    }

    /** How many of the jobs are queued now that were not; counted as NACKs. */
    public long nack(String... ids) {
        return ofIds(Name.NACK, ids);
    }

    /** How many of the jobs are queued now that were not; counted as additional deliveries. */
    public long enqueue(String... ids) {
        return ofIds(Name.ENQUEUE, ids);
    }

    /** How many of the jobs were queued and are not any more. */
    public long dequeue(String... ids) {
        return ofIds(Name.DEQUEUE, ids);
    }

    /** How many of the jobs this node, and no other, has forgotten. */
    public long delJob(String... ids) {
        return ofIds(Name.DELJOB, ids);
    }

    /** What the node knows of the job. */
    public Optional<DisqueJobInfo> show(String id) {
        return show(List.of(id)).get(0);
    }

    /** What the node knows of the jobs, asked in one go; answer i is for id i. */
    public List<Optional<DisqueJobInfo>> show(List<String> ids) {
        return line.call(ids.stream().map(id -> Commands.of(Name.SHOW, id)).toList()).stream()
                .map(reply -> reply.isNil() ? Optional.<DisqueJobInfo>empty() : Optional.of(DisqueJobInfo.of(reply)))
                .toList();
    }

    /** How many jobs lie in the node's queue. */
    public long qlen(String queue) {
        return line.call(Commands.of(Name.QLEN, queue)).integer();
    }

    /** What the node knows of the queue. */
    public Optional<DisqueQueueInfo> qstat(String queue) {
        Reply reply = line.call(Commands.of(Name.QSTAT, queue));
        return reply.isNil() ? Optional.empty() : Optional.of(DisqueQueueInfo.of(reply));
    }

    /** Jobs of the node's queue, left there: so many of the oldest, or below zero of the newest, these first. */
    public List<DisqueJob> qpeek(String queue, int count) {
        return DisqueJob.all(line.call(Commands.of(Name.QPEEK, queue, count)));
    }

    /** A page of the node's queues. Not in the module. */
    public DisqueScan<String> qscan(String cursor, DisqueQueueFilter filter) {
        return DisqueScan.of(line.call(Commands.qscan(cursor, filter)), Reply::text);
    }

    /** A page of the ids of the node's jobs. Not in the module. */
    public DisqueScan<String> jscanIds(String cursor, DisqueJobFilter filter) {
        return DisqueScan.of(line.call(Commands.jscan(cursor, filter, "id")), Reply::text);
    }

    /** A page of the node's jobs. Not in the module. */
    public DisqueScan<DisqueJobInfo> jscan(String cursor, DisqueJobFilter filter) {
        return DisqueScan.of(line.call(Commands.jscan(cursor, filter, "all")), DisqueJobInfo::of);
    }

    /** Pauses the queue on this node as said; returns how it is paused now. */
    public DisquePause pause(String queue, DisquePause what) {
        return pause(queue, what.word());
    }

    /** The same on all nodes that this one reaches. */
    public DisquePause pauseBcast(String queue, DisquePause what) {
        return pause(queue, what.word(), "bcast");
    }

    /** How the queue is paused on this node. */
    public DisquePause pauseState(String queue) {
        return pause(queue, "state");
    }

    private DisquePause pause(String queue, String... options) {
        CommandArguments pause = Commands.of(Name.PAUSE, queue);
        Arrays.stream(options).forEach(pause::add);
        return DisquePause.of(line.call(pause).text());
    }

    /** The node and those that it knows. Not in the module. */
    public DisqueTopology hello() {
        return DisqueTopology.of(line.call(Commands.of(Name.HELLO)));
    }

    /** The node's figures, as text of {@code name:value} lines. */
    public String info() {
        return line.call(Commands.of(Name.INFO)).text();
    }

    /** The figures of one section: {@code jobs}, {@code queues}, {@code memory}. */
    public String info(String section) {
        return line.call(Commands.of(Name.INFO, section)).text();
    }

    /** Shows the password to this connection; one that the options have is shown to every connection by itself. */
    public void auth(String password) {
        line.call(Commands.of(Name.AUTH, password)).text();
    }

    /** Whether the node answers; a node that wants a password first does. */
    public boolean ping() {
        Reply reply = line.call(Commands.of(Name.PING));
        return reply.error() instanceof RespError || reply.text().equals("PONG");
    }

    /** Any command, by its words; the answer has whatever type it has, and may be an error. */
    public Reply call(String... words) {
        return call(Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    /** Any command, by its words in bytes. */
    public Reply call(List<byte[]> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("command has no name");
        }
        CommandArguments command = new CommandArguments(() -> words.get(0));
        words.subList(1, words.size()).forEach(command::add);
        return line.call(command);
    }

    /** Ends the connection. */
    @Override
    public void close() {
        line.close();
        openings.remove(this);
    }

    private long ofIds(Name command, String... ids) {
        Collection<String> all = List.of(ids);
        return line.call(Commands.ofIds(command, all)).integer();
    }
}
