package io.jobferry.camel.beanstalk;

import io.jobferry.beanstalk.BeanstalkPut;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.camel.Message;

/** What a message's headers ask for, besides its endpoint's options. */
final class JobRequest {
    private final Message message;

    JobRequest(Message message) {
        this.message = message;
    }

    /** The operation of the header, or this one. */
    BeanstalkOperation operation(BeanstalkOperation otherwise) {
        return header(BeanstalkConstants.OPERATION, otherwise, value -> {
            if (value instanceof BeanstalkOperation operation) {
                return operation;
            }
            try {
                return BeanstalkOperation.valueOf(BeanstalkOperation.nameOf(value.toString()));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "header " + BeanstalkConstants.OPERATION + " is not one of "
                                + Arrays.toString(BeanstalkOperation.values()) + ": " + value,
                        e);
            }
        });
    }

    /** How a job is put: these options where no header outranks them. */
    BeanstalkPut put(BeanstalkPut options) {
        return new BeanstalkPut(
                priority(options.priority()),
                delay(options.delay()),
                duration(BeanstalkConstants.TIME_TO_RUN, options.timeToRun()));
    }

    long priority(long otherwise) {
        return header(
                BeanstalkConstants.PRIORITY, otherwise, value -> converted(BeanstalkConstants.PRIORITY, Long.class));
    }

    Duration delay(Duration otherwise) {
        return duration(BeanstalkConstants.DELAY, otherwise);
    }

    /**
     * The id header as the protocol's number.
     *
     * @throws IllegalArgumentException if there is none, or it is no number
     */
    long mandatoryJobId() {
        return converted(BeanstalkConstants.JOB_ID, Long.class);
    }

    /** Camel would read bare numbers as milliseconds, who knows beanstalkd means seconds: refused. */
    private Duration duration(String name, Duration otherwise) {
        return header(name, otherwise, value -> {
            if (value instanceof Number || value.toString().chars().allMatch(Character::isDigit)) {
                throw new IllegalArgumentException("header " + name + " has no unit: " + value
                        + ": give a java.time.Duration or \"" + value + "s\"");
            }
            return converted(name, Duration.class);
        });
    }

    private <T> T header(String name, T otherwise, Function<Object, T> reading) {
        Object value = message.getHeader(name);
        return value == null ? otherwise : reading.apply(value);
    }

    private <T> T converted(String name, Class<T> type) {
        Object value = message.getHeader(name);
        T converted = value == null ? null : message.getHeader(name, type);
        if (converted == null) {
            throw new IllegalArgumentException(
                    value == null
                            ? "header " + name + " is missing"
                            : "header " + name + " is not a " + type.getSimpleName() + ": " + value);
        }
        return converted;
    }
}
