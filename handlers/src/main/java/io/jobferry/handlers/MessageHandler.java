package io.jobferry.handlers;

import io.jobferry.Backend;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.List;

/** Work on the messages of some queues, to be started and stopped. Any thread; {@link #awaitStop} not by the work. */
public final class MessageHandler implements AutoCloseable {
    private final Runs runs;

    MessageHandler(Backend backend, List<String> queues, Codec<Message> codec, Work work, ConsumerOptions options) {
        JobHandler handler = JobHandler.of(job -> work.on(codec.decode(job.body())));
        backend.source(queues).close(); // refuses bad names here, not at the start
        this.runs = new Runs(
                "handler of " + String.join(",", queues),
                () -> new JobConsumer(List.of(backend), queues, handler, options, QueueListener.NONE, Thread::new));
    }

    /** Starts; does nothing if it runs. After a stop it may be started again. */
    public void start() {
        runs.start();
    }

    /**
     * Takes no new messages; those in work go on. Returns at once: {@link #awaitStop} waits.
     *
     * @throws IllegalStateException if it does not run
     */
    public void stop() {
        runs.stop();
    }

    /** Whether it was started and not stopped. */
    public boolean isRunning() {
        return runs.isRunning();
    }

    /**
     * Waits until somebody has stopped it and the work in progress has ended. What was stopped and has not ended by the
     * time-out is given back, no attempt used.
     *
     * @return true if it was stopped and all work ended by itself
     */
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        return runs.awaitStop(timeout);
    }

    /** Stops at once: messages in work are given back, no attempt used. */
    @Override
    public void close() {
        runs.close();
    }

    void stopIfRunning() {
        runs.stopIfRunning();
    }

    /** The work on one message. */
    @FunctionalInterface
    public interface Work {
        void on(Message message) throws Exception;
    }
}
