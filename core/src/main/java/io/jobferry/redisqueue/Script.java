package io.jobferry.redisqueue;

import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespError;
import io.jobferry.jedis.RespLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** The Lua scripts, each in the file of its name, behind what they share: what must happen at once or not at all. */
enum Script {
    RESERVE("list.lua", "reserve.lua"),
    SETTLE("list.lua", "settle.lua"),
    EXTEND("list.lua", "extend.lua"),
    FORGET("list.lua", "forget.lua"),
    PEEK_RESERVED("list.lua", "peek_reserved.lua"),
    PUT_DELAYED("put_delayed.lua"),
    PUT_NUMBERED("put_numbered.lua"),
    REDRIVE("redrive.lua"),
    PURGE("purge.lua"),
    ENVELOPE_RESERVE("envelope.lua", "envelope_reserve.lua"),
    ENVELOPE_SETTLE("envelope.lua", "envelope_settle.lua"),
    ENVELOPE_EXTEND("envelope.lua", "envelope_extend.lua"),
    ENVELOPE_PUT("envelope_put.lua"),
    RELOAD("reload.lua");

    private static final String SHARED = "shared.lua";

    /** The most jobs of one call: a long script holds up every client of the server. */
    static final int MOST = 500;

    private final String text;
    private final String sha1;

    Script(String... files) {
        text = Stream.concat(Stream.of(SHARED), Stream.of(files))
                .map(Script::read)
                .collect(Collectors.joining());
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String read(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("script is not in the jar: " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it by its hash; a server that does not know it (a new one, a restarted one) is sent the text. */
    Reply run(RespLine line, List<String> keys, List<byte[]> arguments) {
        return run(line, List.of(new Call(this, keys, arguments))).get(0);
    }

    /** Runs these one after the other, in one round trip; reply i is for call i. */
    static List<Reply> run(RespLine line, List<Call> calls) {
        List<Reply> replies = new ArrayList<>(line.call(calls.stream()
                .map(call -> command(Command.EVALSHA, call.script.sha1, call.keys, call.arguments))
                .toList()));
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i).error() instanceof RespError error
                    && error.code().equals("NOSCRIPT")) {
                Call call = calls.get(i);
                replies.set(i, line.call(call.script.inFull(call.keys, call.arguments)));
            }
        }
        return replies;
    }

    /** One run of a script. */
    record Call(Script script, List<String> keys, List<byte[]> arguments) {}

    /** The command with the whole text: for batches, which cannot look at an answer in between. */
    CommandArguments inFull(List<String> keys, List<byte[]> arguments) {
        return command(Command.EVAL, text, keys, arguments);
    }

    /** The doorbell of a list: moves the first job that comes within this time to the left of another list. */
    static CommandArguments ring(String from, PopFrom end, String to, Duration wait) {
        // 0 would wait for ever.
        double seconds = Math.max(1, wait.toMillis()) / 1000.0;
        return new CommandArguments(Command.BLMOVE)
                .add(from)
                .add(to)
                .add(end.name())
                .add("LEFT")
                .add(seconds);
    }

    /** Puts back what {@link #ring} moved, to be taken next. */
    static void unring(RespLine line, String from, PopFrom end, String to) {
        long count = line.call(new CommandArguments(Command.LLEN).add(from)).integer();
        List<CommandArguments> moves = new ArrayList<>();
        for (long i = 0; i < Math.min(MOST, count); i++) {
            moves.add(new CommandArguments(Command.LMOVE)
                    .add(from)
                    .add(to)
                    .add("LEFT")
                    .add(end.name()));
        }
        line.call(moves);
    }

    /** Waits for this time beside a key, for something that never comes. */
    static CommandArguments pause(String key, Duration wait) {
        return new CommandArguments(Command.BRPOP).add(key + ":never").add(wait.toMillis() / 1000.0);
    }

    /** Repeats a call that does at most {@link #MOST} until it has done max, or less than it was asked. */
    static long inParts(long max, Part call) {
        long done = 0;
        while (done < max) {
            long most = Math.min(MOST, max - done);
            long now = call.doAtMost(most);
            done += now;
            if (now < most) {
                break;
            }
        }
        return done;
    }

    /** A call that tells how many it did. */
    @FunctionalInterface
    interface Part {
        long doAtMost(long most);
    }

    /** Lists of at most {@link #MOST}, in order. */
    static <T> List<List<T>> parts(List<T> all) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST) {
            parts.add(all.subList(from, Math.min(all.size(), from + MOST)));
        }
        return parts;
    }

    /** A number as an argument. */
    static byte[] number(long value) {
        return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
    }

    /** A word as an argument: the scripts know our enums' names. */
    static byte[] word(Enum<?> value) {
        return value.name().getBytes(StandardCharsets.US_ASCII);
    }

    /** A duration in the scripts' unit, rounded up. */
    static long micros(Duration duration) {
        return TimeUnit.SECONDS.toMicros(duration.getSeconds()) + (duration.getNano() + 999) / 1000;
    }

    private static CommandArguments command(Command command, String script, List<String> keys, List<byte[]> arguments) {
        CommandArguments built = new CommandArguments(command).add(script).add(keys.size());
        keys.forEach(built::add);
        arguments.forEach(built::add);
        return built;
    }
}
