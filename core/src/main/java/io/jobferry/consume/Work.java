package io.jobferry.consume;

import java.util.List;
import java.util.function.BooleanSupplier;

/** How a lane hands the jobs of a poll to the user's handler. What the handler throws fails its deliveries. */
@FunctionalInterface
interface Work {
    /** Hands jobs over in their order until {@code running} says no; returns how many the handler has seen. */
    int on(List<HeldJob> polled, BooleanSupplier running);

    static Work oneByOne(JobHandler handler) {
        return (polled, running) -> {
            int handed = 0;
            while (handed < polled.size() && running.getAsBoolean()) {
                HeldJob job = polled.get(handed++);
                guard(() -> handler.handle(job), List.of(job));
            }
            return handed;
        };
    }

    static Work together(JobHandler.OfBatch handler) {
        return (polled, running) -> {
            if (!running.getAsBoolean()) {
                return 0;
            }
            guard(() -> handler.handle(List.copyOf(polled)), polled);
            return polled.size();
        };
    }

    private static void guard(Handing handing, List<HeldJob> jobs) {
        try {
            handing.run();
        } catch (Throwable e) {
            // An Error too: a lane that dies takes its queue with it.
            jobs.forEach(job -> job.fail(e));
        }
    }

    /** A call of the user's handler. */
    @FunctionalInterface
    interface Handing {
        void run() throws Exception;
    }
}
