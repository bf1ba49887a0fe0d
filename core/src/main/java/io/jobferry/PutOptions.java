package io.jobferry;

import java.time.Duration;

/**
 * How one job is put. Every backend takes {@link #none()} and {@link #delayed}; what only one server has stands in that
 * backend's own options ({@code BeanstalkPut}, {@code DisquePut}, …), which only that backend takes: another answers
 * with an {@link IllegalArgumentException} before anything is sent.
 */
public interface PutOptions {
    /** How long the job waits before it can be reserved; zero for not at all. */
    Duration delay();

    /** The backend's defaults. */
    static PutOptions none() {
        return Delayed.NOT;
    }

    /**
     * The backend's defaults and a delay, rounded up where the server counts whole seconds.
     *
     * @throws IllegalArgumentException if the delay is negative
     */
    static PutOptions delayed(Duration delay) {
        return delay.isZero() ? Delayed.NOT : new Delayed(delay);
    }

    /** The options that every backend takes. */
    record Delayed(Duration delay) implements PutOptions {
        static final Delayed NOT = new Delayed(Duration.ZERO);

        public Delayed {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("delay is negative: " + delay);
            }
        }
    }
}
