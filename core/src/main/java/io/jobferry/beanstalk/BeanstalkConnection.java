package io.jobferry.beanstalk;

import io.jobferry.QueueException;
import io.jobferry.net.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a beanstalkd: batches of commands out, as many replies back, in order. The first reply that is late or
 * is none of the protocol ends it for good, so that no reply can ever be taken for another command's.
 *
 * <p>One thread at a time exchanges; {@link #close} comes from any thread and breaks an exchange that is under way.
 */
final class BeanstalkConnection implements AutoCloseable {
    /**
     * The most commands, and bytes, that are written and not answered; refilled at half. So one thread both writes and
     * reads: the replies that may be outstanding always fit in the sockets' buffers, and so do the commands whose
     * replies are big (protocol.txt has no big command with a big reply).
     */
    private static final int WINDOW = 512;

    private static final int WINDOW_BYTES = 256 * 1024;

    /** From so many replies on that are due it is worth to rest. */
    private static final int MANY = 32;

    /** What a server takes at least to do a command, and to answer it: a third of what was measured. */
    private static final long COMMAND_NANOS = 2_000;

    /** After a pause of this length it is worth a look whether the server has closed the connection. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Connection connection;
    private final String place;
    private final long timeoutNanos;
    private final ReplyReader reader;
    private final CommandBuffer buffer = new CommandBuffer();
    private final ServerFacts facts;

    private String usedTube = "default";
    private long lastUsedNanos;
    private volatile @Nullable QueueException broken;

    /**
     * Asks the new connection for its server's facts, then does these commands, which may not be refused.
     *
     * @throws QueueException if it breaks on the way; the connection is closed
     */
    BeanstalkConnection(Connection connection, String place, Duration commandTimeout, List<Command> prologue) {
        this.connection = connection;
        this.place = place;
        this.timeoutNanos = commandTimeout.toNanos();
        this.reader = new ReplyReader(connection, place);
        List<Command> commands = new ArrayList<>();
        commands.add(Command.of(Verb.STATS));
        commands.addAll(prologue);
        List<Reply> replies = exchange(commands).orThrow();
        for (int i = 0; i < commands.size(); i++) {
            Reply reply = replies.get(i);
            if (reply.isServerError() || reply.word() == Reply.Word.NOT_IGNORED) {
                close();
                throw refused(commands.get(i), reply);
            }
        }
        try {
            this.facts = ServerFacts.of(FlatYaml.map(replies.get(0).body()));
        } catch (IllegalArgumentException e) {
            close();
            throw new QueueException(QueueException.Kind.PROTOCOL, e.getMessage() + " (stats, " + place + ")", e);
        }
        reader.maxJobSize(facts.maxJobSize());
    }

    ServerFacts facts() {
        return facts;
    }

    String place() {
        return place;
    }

    String usedTube() {
        return usedTube;
    }

    boolean isBroken() {
        return broken != null;
    }

    /** Whether it is broken, or was found closed by the server after a pause: not to be used, nothing is lost by it. */
    boolean isStale() {
        if (broken == null && System.nanoTime() - lastUsedNanos > PAUSE_NANOS) {
            if (reader.hasMore() || connection.isStale()) {
                breakOff(new QueueException(
                        QueueException.Kind.BROKEN, "the server closed the connection (" + place + ")"));
            }
            lastUsedNanos = System.nanoTime();
        }
        return broken != null;
    }

    /** The commands with this tube in use; one more command goes in front of them where it is not. */
    Exchange exchange(String tube, List<Command> commands) {
        if (tube.equals(usedTube)) {
            return exchange(commands);
        }
        List<Command> withUse = new ArrayList<>(commands.size() + 1);
        withUse.add(Command.ofTube(Verb.USE, tube));
        withUse.addAll(commands);
        return exchange(withUse).withoutFirst();
    }

    /** Each next reply has the command time-out. */
    Exchange exchange(List<Command> commands) {
        return exchange(commands, Waiting.NONE);
    }

    /** Each next reply has the command time-out, but for the one that is waited for. */
    Exchange exchange(List<Command> commands, Waiting waiting) {
        List<Reply> replies = new ArrayList<>(commands.size());
        QueueException gone = broken;
        if (gone != null) {
            return new Exchange(replies, 0, new QueueException(gone.kind(), String.valueOf(gone.getMessage()), gone));
        }
        Window window = new Window(commands);
        try {
            while (replies.size() < commands.size()) {
                window.refill();
                window.rest(replies.size());
                Command command = commands.get(replies.size());
                boolean waits = waiting.at() == replies.size();
                if (waits) {
                    waiting.begins().accept(replies);
                }
                Reply reply = reader.read(command, waits ? waiting.deadlineNanos() : this::inTime, at(command));
                if (command.verb() == Verb.USE) {
                    usedTube = reply.name();
                }
                if (waits) {
                    waiting.ended().run();
                }
                replies.add(reply);
                window.answered(command);
            }
            lastUsedNanos = System.nanoTime();
            return new Exchange(replies, window.sent, null);
        } catch (IOException e) {
            String text = reason(e) + " (" + at(commands.get(replies.size())) + ", " + place + ")";
            return new Exchange(
                    replies, window.sent, breakOff(new QueueException(QueueException.Kind.BROKEN, text, e)));
        } catch (QueueException e) {
            return new Exchange(replies, window.sent, breakOff(e));
        }
    }

    /** That the server could not do this command; the connection is still good. */
    QueueException refused(Command command, Reply reply) {
        return new QueueException(
                QueueException.Kind.REFUSED,
                "reply is \"" + reply.word().text + "\" (" + at(command) + ", " + place + ")");
    }

    /** The command time-out from now. */
    long inTime() {
        return System.nanoTime() + timeoutNanos;
    }

    private String at(Command command) {
        return command.verb() == Verb.PUT ? "put, tube " + usedTube : command.line();
    }

    static String reason(IOException e) {
        return e.getMessage() == null ? "connection broke: " + e.getClass().getSimpleName() : e.getMessage();
    }

    /** The commands of one batch that are under way. */
    private final class Window {
        private final List<Command> commands;
        private int sent;
        private int open;
        private long openBytes;

        Window(List<Command> commands) {
            this.commands = commands;
        }

        /** One write, once half of the window is free; a body bigger than the window goes alone. */
        void refill() throws IOException {
            if (sent == commands.size() || open > WINDOW / 2 || openBytes > WINDOW_BYTES / 2) {
                return;
            }
            buffer.clear();
            while (sent < commands.size() && hasRoomFor(commands.get(sent))) {
                Command command = commands.get(sent++);
                buffer.add(command);
                open++;
                openBytes += command.size();
            }
            if (buffer.length() > 0) {
                connection.write(buffer.bytes(), 0, buffer.length(), inTime());
            }
        }

        /**
         * Lets the server get on where many replies are due and none is there. It sends each by itself: to be woken for each
         * takes us longer than to read it, and the server longer than to send it. Not before the first, which may take long.
         */
        void rest(int answered) {
            if (answered > 0 && open >= MANY && !reader.hasMore()) {
                LockSupport.parkNanos(open * COMMAND_NANOS);
            }
        }

        private boolean hasRoomFor(Command command) {
            return open == 0 || (open < WINDOW && openBytes + command.size() <= WINDOW_BYTES);
        }

        void answered(Command command) {
            open--;
            openBytes -= command.size();
        }
    }

    private QueueException breakOff(QueueException reason) {
        QueueException gone = broken;
        if (gone != null) {
            // Closed from elsewhere: that is the reason, and what the exchange saw of it is the consequence.
            return gone;
        }
        broken = reason;
        connection.close();
        return reason;
    }

    @Override
    public void close() {
        breakOff(new QueueException(QueueException.Kind.CLOSED, "connection is closed (" + place + ")"));
    }
}
