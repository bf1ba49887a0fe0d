package io.jobferry.beanstalk;

import io.jobferry.Body;
import java.time.Duration;

/**
 * One command, checked: whatever is in it is in the protocol's range.
 *
 * @param line without its line break
 * @param body of a put; empty otherwise, and then not written
 */
record Command(Verb verb, String line, Body body) {
    private static final long U32_MAX = 0xffff_ffffL;

    /** The server counts the wait in an int, and reads what does not fit (1.12) as "for ever". */
    private static final long LONGEST_WAIT = Integer.MAX_VALUE;

    static Command put(BeanstalkPut how, Body body) {
        String line = "put " + how.priority() + " " + BeanstalkPut.seconds(how.delay(), "delay") + " "
                + BeanstalkPut.seconds(how.timeToRun(), "timeToRun") + " " + body.size();
        return new Command(Verb.PUT, line, body);
    }

    static Command of(Verb verb) {
        return new Command(verb, verb.text, Reply.NO_BODY);
    }

    static Command ofTube(Verb verb, String tube) {
        return new Command(verb, verb.text + " " + TubeName.checked(tube), Reply.NO_BODY);
    }

    static Command ofJob(Verb verb, long id) {
        return new Command(verb, verb.text + " " + id, Reply.NO_BODY);
    }

    static Command reserveWithTimeout(long seconds) {
        if (seconds < 0 || seconds > LONGEST_WAIT) {
            throw new IllegalArgumentException("timeout is not in 0 to " + LONGEST_WAIT + " s: " + seconds);
        }
        return new Command(Verb.RESERVE_WITH_TIMEOUT, Verb.RESERVE_WITH_TIMEOUT.text + " " + seconds, Reply.NO_BODY);
    }

    static Command release(long id, long priority, Duration delay) {
        String line = "release " + id + " " + u32(priority, "priority") + " " + BeanstalkPut.seconds(delay, "delay");
        return new Command(Verb.RELEASE, line, Reply.NO_BODY);
    }

    static Command bury(long id, long priority) {
        return new Command(Verb.BURY, "bury " + id + " " + u32(priority, "priority"), Reply.NO_BODY);
    }

    static Command kick(long bound) {
        return new Command(Verb.KICK, "kick " + u32(bound, "bound"), Reply.NO_BODY);
    }

    static Command pauseTube(String tube, Duration delay) {
        String line = "pause-tube " + TubeName.checked(tube) + " " + BeanstalkPut.seconds(delay, "delay");
        return new Command(Verb.PAUSE_TUBE, line, Reply.NO_BODY);
    }

    /** How many bytes it is on the wire. */
    int size() {
        return line.length() + 2 + (verb == Verb.PUT ? body.size() + 2 : 0);
    }

    private static long u32(long value, String name) {
        if (value < 0 || value > U32_MAX) {
            throw new IllegalArgumentException(name + " is not in 0 to 4294967295: " + value);
        }
        return value;
    }
}
