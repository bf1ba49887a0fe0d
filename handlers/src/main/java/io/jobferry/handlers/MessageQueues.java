package io.jobferry.handlers;

import io.jobferry.Backend;
import io.jobferry.consume.ConsumerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Queues of messages by name, on one backend, as tsuru's factory gave them out.
 *
 * <pre>{@code
 * try (MessageQueues queues = new MessageQueues(Queues.open("beanstalk://localhost:11300"), Message.GOB)) {
 *     queues.get("apps").put(Message.of("regenerate-apprc", "myapp"));
 *     MessageHandler handler = queues.handler(message -> regenerate(message.args().get(0)), "apps");
 *     handler.start();
 *     …
 * }
 * }</pre>
 *
 * Any thread.
 */
public final class MessageQueues implements AutoCloseable {
    private final Backend backend;
    private final Codec<Message> codec;
    private final ConsumerOptions options;
    private final Map<String, MessageQueue> queues = new ConcurrentHashMap<>();
    private final Queue<MessageHandler> handlers = new ConcurrentLinkedQueue<>();

    /** Queues with {@link ConsumerOptions#DEFAULT}. */
    public MessageQueues(Backend backend, Codec<Message> codec) {
        this(backend, codec, ConsumerOptions.DEFAULT);
    }

    /**
     * Queues of this backend, which now belongs to them.
     *
     * @param codec what a message is in the queue: {@link Message#GOB} or {@link Message#JSON}
     * @param options of the handlers, and how long {@link MessageQueue#get} keeps what it gave
     */
    public MessageQueues(Backend backend, Codec<Message> codec, ConsumerOptions options) {
        this.backend = backend;
        this.codec = codec;
        this.options = options.withFailurePolicy(PayloadException.deadOr(options.failurePolicy()));
    }

    /**
     * The queue of this name, the same each time.
     *
     * @throws IllegalArgumentException if the backend would not take the name
     */
    public MessageQueue get(String name) {
        return queues.computeIfAbsent(name, queue -> new MessageQueue(backend, queue, codec, options));
    }

    /**
     * A handler of the messages of these queues, which is not started yet. A normal return of the work means that a
     * message is done; what it throws sends it back, with growing delays, until its attempts are used up.
     *
     * @throws IllegalArgumentException if there is no name, or the backend would not take one
     */
    public MessageHandler handler(MessageHandler.Work work, String... names) {
        MessageHandler handler = new MessageHandler(backend, List.of(names), codec, work, options);
        handlers.add(handler);
        return handler;
    }

    /**
     * Stops all handlers that run, and waits until their work has ended; what has not by the time-out is given back.
     *
     * @return true if all of it ended by itself
     */
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        handlers.forEach(MessageHandler::stopIfRunning);
        boolean ended = true;
        for (MessageHandler handler : handlers) {
            ended &= handler.awaitStop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        return ended;
    }

    /** Stops all handlers at once and gives back what is held, no attempt used; closes the backend. */
    @Override
    public void close() {
        handlers.forEach(MessageHandler::close);
        queues.values().forEach(MessageQueue::close);
        backend.close();
    }
}
