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
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** The Lua scripts, each in the file of its name: what must happen at once or not at all. */
enum Script {
    RESERVE("reserve.lua"),
    SETTLE("settle.lua"),
    EXTEND("extend.lua"),
    PUT_DELAYED("put_delayed.lua"),
    REDRIVE("redrive.lua"),
    PURGE("purge.lua");

    /** The most jobs of one call: a long script holds up every client of the server. */
    static final int MOST = 500;

    private final String text;
    private final String sha1;

    Script(String file) {
        try (InputStream in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("script is not in the jar: " + file);
            }
            byte[] bytes = in.readAllBytes();
            text = new String(bytes, StandardCharsets.UTF_8);
            sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs it by its hash; a server that does not know it (a new one, a restarted one) is sent the text. */
    Reply run(RespLine line, List<String> keys, List<byte[]> arguments) {
        Reply reply = line.call(command(Command.EVALSHA, sha1, keys, arguments));
        return reply.error() instanceof RespError error && error.code().equals("NOSCRIPT")
                ? line.call(inFull(keys, arguments))
                : reply;
    }

    /** The command with the whole text: for batches, which cannot look at an answer in between. */
    CommandArguments inFull(List<String> keys, List<byte[]> arguments) {
        return command(Command.EVAL, text, keys, arguments);
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
