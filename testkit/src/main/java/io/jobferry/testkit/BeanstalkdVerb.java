package io.jobferry.testkit;

import org.jspecify.annotations.Nullable;

/**
 * The commands of beanstalkd, each with the text that a line must begin with. They stand in the order in which they are
 * tried: the longer before those that they begin with.
 */
enum BeanstalkdVerb {
    PUT("put "),
    PEEK("peek "),
    PEEK_READY("peek-ready"),
    PEEK_DELAYED("peek-delayed"),
    PEEK_BURIED("peek-buried"),
    RESERVE_WITH_TIMEOUT("reserve-with-timeout "),
    RESERVE_JOB("reserve-job "),
    RESERVE("reserve"),
    DELETE("delete "),
    RELEASE("release "),
    BURY("bury "),
    KICK("kick "),
    KICK_JOB("kick-job "),
    TOUCH("touch "),
    STATS_JOB("stats-job "),
    STATS_TUBE("stats-tube "),
    STATS("stats"),
    USE("use "),
    WATCH("watch "),
    IGNORE("ignore "),
    LIST_TUBES_WATCHED("list-tubes-watched"),
    LIST_TUBE_USED("list-tube-used"),
    LIST_TUBES("list-tubes"),
    QUIT("quit"),
    PAUSE_TUBE("pause-tube");

    private static final BeanstalkdVerb[] IN_ORDER = values();

    final String prefix;

    BeanstalkdVerb(String prefix) {
        this.prefix = prefix;
    }

    /** The command that the line is, or would be if what follows were right; null if it is none. */
    static @Nullable BeanstalkdVerb of(String line) {
        for (BeanstalkdVerb verb : IN_ORDER) {
            if (line.startsWith(verb.prefix)) {
                return verb;
            }
        }
        return null;
    }
}
