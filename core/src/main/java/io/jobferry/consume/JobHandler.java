package io.jobferry.consume;

import io.jobferry.Job;
import java.util.List;

/** The work on jobs. */
@FunctionalInterface
public interface JobHandler {
    /**
     * Works on a job and ends its delivery, here or later and from any thread: {@link Delivery#done()}, {@link
     * Delivery#settle}, or {@link Delivery#fail}. What it throws, an {@link Error} too, counts as a failure. Called on
     * a lane's thread; until it returns, the lane takes no other job.
     */
    void handle(Delivery delivery) throws Exception;

    /** A handler whose normal return means done. */
    static JobHandler of(Work work) {
        return delivery -> {
            work.on(delivery.job());
            delivery.done();
        };
    }

    /**
     * This handler, with its thread interrupted once the job {@linkplain Delivery#isLost() is lost}: its lease ended, or
     * the time is over that the job gives its handler. For handlers that work on the thread that calls them.
     */
    static JobHandler interruptedAtLoss(JobHandler handler) {
        return delivery -> {
            Interruption interruption = new Interruption();
            delivery.onLost(interruption::now);
            try {
                handler.handle(delivery);
            } finally {
                interruption.over();
            }
        };
    }

    /** Work that is done when it returns. */
    @FunctionalInterface
    interface Work {
        void on(Job job) throws Exception;
    }

    /** The work on all jobs of a poll at once; each delivery is ended on its own. */
    @FunctionalInterface
    interface OfBatch {
        /** As {@link JobHandler#handle}; what it throws fails every delivery of the batch that is not ended yet. */
        void handle(List<Delivery> batch) throws Exception;
    }
}
