package io.jobferry.beanstalk;

import io.jobferry.PutOptions;
import java.time.Duration;

/**
 * How a job is put into beanstalkd, under the protocol's own names ("protocol.txt, put").
 *
 * @param priority 0 to 4294967295, the smaller the more urgent
 * @param delay how long until the job is ready; the server counts whole seconds: rounded up
 * @param timeToRun how long a worker may hold the job before it is ready again; whole seconds, rounded up, and 1 at
 *     least: the server makes a 0 a 1
 */
public record BeanstalkPut(long priority, Duration delay, Duration timeToRun) implements PutOptions {
    /** Priority 1000, no delay, 60 s to run. */
    public static final BeanstalkPut DEFAULT = new BeanstalkPut(1000, Duration.ZERO, Duration.ofSeconds(60));

    private static final long U32_MAX = 0xffff_ffffL;

    public BeanstalkPut {
        if (priority < 0 || priority > U32_MAX) {
            throw new IllegalArgumentException("priority is not in 0 to 4294967295: " + priority);
        }
        seconds(delay, "delay");
        seconds(timeToRun, "timeToRun");
    }

    /** The same with this priority. */
    public BeanstalkPut withPriority(long value) {
        return new BeanstalkPut(value, delay, timeToRun);
    }

    /** The same with this delay. */
    public BeanstalkPut withDelay(Duration value) {
        return new BeanstalkPut(priority, value, timeToRun);
    }

    /** The same with this time to run. */
    public BeanstalkPut withTimeToRun(Duration value) {
        return new BeanstalkPut(priority, delay, value);
    }

    /** A duration in the protocol's whole seconds, rounded up; refused outside 0 to 4294967295. */
    static long seconds(Duration duration, String name) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " is negative: " + duration);
        }
        long seconds = duration.getSeconds() + (duration.getNano() > 0 ? 1 : 0);
        if (seconds > U32_MAX) {
            throw new IllegalArgumentException(name + " is above 4294967295 s: " + duration);
        }
        return seconds;
    }
}
