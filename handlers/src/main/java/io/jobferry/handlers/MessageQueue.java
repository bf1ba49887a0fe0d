package io.jobferry.handlers;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.HeldJobs;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A queue of messages: put, get, delete, release. Any thread; of those that get, one at a time is served. */
public final class MessageQueue {
    private final Backend backend;
    private final String name;
    private final Codec<Message> codec;
    private final ConsumerOptions options;
    private final JobSink sink;

    /** Held also while waiting for a message: the wait is what it serves. */
    private final ReentrantLock getting = new ReentrantLock();

    private volatile @Nullable HeldJobs held; // opened under getting, by the first that gets
    private volatile boolean closed;

    MessageQueue(Backend backend, String name, Codec<Message> codec, ConsumerOptions options) {
        this.backend = backend;
        this.name = name;
        this.codec = codec;
        this.options = options;
        this.sink = backend.sink(name);
    }

    /** Puts a message. */
    public PutResult put(Message message) {
        return put(message, Duration.ZERO);
    }

    /**
     * Puts a message that can be taken after this delay; returns what the server said, or that it did not.
     *
     * @throws io.jobferry.QueueException if the server cannot be reached; nothing was put
     */
    public PutResult put(Message message, Duration delay) {
        return sink.put(new NewJob(codec.encode(message), PutOptions.delayed(delay)));
    }

    /**
     * Takes a message, which is ours until it is deleted or released: its lease is extended meanwhile, for an hour at most
     * unless the options say else.
     *
     * @param timeout how long to wait for one
     * @return the message; empty if none came
     * @throws PayloadException if what came is none: it is among the dead now
     * @throws io.jobferry.QueueException if the server cannot be reached
     */
    public Optional<Taken> get(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        if (!getting.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            HeldJobs jobs = open();
            List<Delivery> taken = reserve(jobs, Duration.ZERO);
            long left = deadline - System.nanoTime();
            while (taken.isEmpty() && left > 0 && !closed) {
                taken = reserve(jobs, Duration.ofNanos(Math.min(left, JobSource.MAX_WAIT.toNanos())));
                left = deadline - System.nanoTime();
            }
            return taken.isEmpty() ? Optional.empty() : Optional.of(taken(taken.get(0)));
        } finally {
            getting.unlock();
        }
    }

    /** Deletes a message: it is done. Returns false if it was deleted or released before. */
    public boolean delete(Taken taken) {
        return taken.delivery.done();
    }

    /** Gives a message back, to be taken again after this delay; false if it was deleted or released before. */
    public boolean release(Taken taken, Duration delay) {
        return taken.delivery.settle(Outcome.retry(delay));
    }

    void close() {
        closed = true;
        HeldJobs open = held;
        if (open != null) {
            open.close();
        }
        sink.close();
    }

    private HeldJobs open() {
        HeldJobs open = held;
        if (open == null) {
            open = new HeldJobs(name, backend.source(List.of(name)), options, QueueListener.NONE, Thread::new);
            held = open;
            if (closed) {
                open.close(); // the close did not see it
            }
        }
        return open;
    }

    /** One job, if so many are not held that there is no room for another. */
    private static List<Delivery> reserve(HeldJobs jobs, Duration wait) throws InterruptedException {
        return jobs.awaitRoom(wait) ? jobs.reserve(1, wait) : List.of();
    }

    private Taken taken(Delivery delivery) {
        try {
            return new Taken(codec.decode(delivery.job().body()), delivery);
        } catch (PayloadException e) {
            delivery.fail(e);
            throw e;
        }
    }

    /** A message that is ours. */
    public static final class Taken {
        private final Message message;
        private final Delivery delivery;

        private Taken(Message message, Delivery delivery) {
            this.message = message;
            this.delivery = delivery;
        }

        /** The message. */
        public Message message() {
            return message;
        }
    }
}
