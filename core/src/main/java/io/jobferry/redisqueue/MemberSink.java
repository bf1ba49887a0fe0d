package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutResult;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespError;
import io.jobferry.jedis.RespPool;
import io.jobferry.jedis.Whereabouts;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Puts jobs in their envelopes: ready ones by LPUSH, as core-queue does; later ones by the server's clock. */
final class MemberSink implements JobSink, Openings.Opening {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int UNIQUE_ID_LENGTH = 16;

    private final MemberKeys keys;
    private final RedisLayout layout;
    private final Envelope envelope;
    private final RespPool lines;
    private final Openings openings;
    private final SecureRandom random = new SecureRandom();

    MemberSink(MemberKeys keys, RedisLayout layout, Whereabouts where, Openings openings) {
        this.keys = keys;
        this.layout = layout;
        this.envelope = Envelope.of(layout);
        this.lines = new RespPool(where);
        this.openings = openings;
        openings.add(this);
    }

    @Override
    public List<PutResult> put(List<NewJob> jobs) {
        List<NewMember> members = jobs.stream().map(this::member).toList();
        List<Integer> ready = new ArrayList<>();
        List<Integer> later = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            (members.get(i).isReady() ? ready : later).add(i);
        }
        List<List<Integer>> parts = new ArrayList<>(Script.parts(ready));
        List<CommandArguments> commands = new ArrayList<>();
        parts.forEach(part -> commands.add(push(part.stream().map(members::get).toList())));
        for (List<Integer> part : Script.parts(later)) {
            parts.add(part);
            commands.add(putLater(part.stream().map(members::get).toList()));
        }

        List<Reply> replies = lines.call(commands);
        PutResult[] results = new PutResult[members.size()];
        for (int i = 0; i < parts.size(); i++) {
            for (int index : parts.get(i)) {
                results[index] = result(replies.get(i), members.get(index));
            }
        }
        return List.of(results);
    }

    @Override
    public void close() {
        lines.close();
        openings.remove(this);
    }

    private CommandArguments push(List<NewMember> members) {
        CommandArguments push = new CommandArguments(Command.LPUSH).add(keys.waiting());
        members.forEach(member -> push.add(member.body().bytes()));
        return push;
    }

    private CommandArguments putLater(List<NewMember> members) {
        List<byte[]> arguments = new ArrayList<>(3 * members.size());
        for (NewMember member : members) {
            Instant at = member.options().at();
            arguments.add((at == null ? "IN" : "AT").getBytes(StandardCharsets.US_ASCII));
            arguments.add(Script.number(
                    at == null
                            ? Script.micros(member.options().delay())
                            : ChronoUnit.MICROS.between(Instant.EPOCH, at)));
            arguments.add(member.body().bytes());
        }
        return Script.ENVELOPE_PUT.inFull(List.of(keys.delayed()), arguments);
    }

    private NewMember member(NewJob job) {
        RedisPut options = RedisPut.of(job.options());
        String own = options.uniqueId();
        String uniqueId = own == null ? uniqueId() : own;
        Duration handleTimeout = options.handleTimeout();
        PersistedJob persisted = new PersistedJob(
                uniqueId,
                options.key(),
                job.body(),
                (handleTimeout == null ? layout.handleTimeout() : handleTimeout).toNanos(),
                options.backoff().toNanos(),
                1,
                options.maxAttempts());
        return new NewMember(uniqueId, options, Body.of(envelope.write(persisted)));
    }

    /** Some letters come a little more often than others, which an id of 90 bits can spare. */
    private String uniqueId() {
        byte[] id = new byte[UNIQUE_ID_LENGTH];
        random.nextBytes(id); // one call for all: each takes a lock, and a block of the generator
        for (int i = 0; i < id.length; i++) {
            id[i] = (byte) LETTERS.charAt(Byte.toUnsignedInt(id[i]) % LETTERS.length());
        }
        return new String(id, StandardCharsets.US_ASCII);
    }

    private static PutResult result(Reply reply, NewMember member) {
        if (reply.error() instanceof RespError no) {
            return PutResult.refused(no.words());
        }
        if (reply.error() != null) {
            return PutResult.unknown(String.valueOf(reply.error().getMessage()));
        }
        return PutResult.put(member.uniqueId());
    }

    /** A job as it goes to the server. */
    private record NewMember(String uniqueId, RedisPut options, Body body) {
        boolean isReady() {
            return options.at() == null && options.delay().isZero();
        }
    }
}
