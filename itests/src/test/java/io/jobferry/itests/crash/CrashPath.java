package io.jobferry.itests.crash;

import io.jobferry.itests.ServerKind;
import java.util.Arrays;
import java.util.Locale;

/** A way of jobs: the queue server, who carries them, and what is promised. */
enum CrashPath {
    BEANSTALKD_KAFKA(ServerKind.BEANSTALKD, Way.SOURCE, Promise.AT_LEAST_ONCE),
    BEANSTALKD_KAFKA_ONCE(ServerKind.BEANSTALKD, Way.SOURCE, Promise.EXACTLY_ONCE),
    BEANSTALKD_KAFKA_FORGETFUL(ServerKind.BEANSTALKD, Way.SOURCE, Promise.SEEN_TWICE),
    KAFKA_BEANSTALKD(ServerKind.BEANSTALKD, Way.SINK, Promise.AT_LEAST_ONCE),
    BEANSTALKD_ROUTE(ServerKind.BEANSTALKD, Way.ROUTE, Promise.AT_LEAST_ONCE),
    REDIS_KAFKA(ServerKind.REDIS, Way.SOURCE, Promise.AT_LEAST_ONCE),
    REDIS_KAFKA_ONCE(ServerKind.REDIS, Way.SOURCE, Promise.EXACTLY_ONCE),
    KAFKA_REDIS(ServerKind.REDIS, Way.SINK, Promise.AT_LEAST_ONCE),
    KAFKA_REDIS_ONCE(ServerKind.REDIS, Way.SINK, Promise.ONCE_IN_ORDER),
    REDIS_ROUTE(ServerKind.REDIS, Way.ROUTE, Promise.AT_LEAST_ONCE),
    DISQUE_KAFKA_ONCE(ServerKind.DISQUE, Way.SOURCE, Promise.EXACTLY_ONCE);

    /** From where to where, and so by whom. */
    enum Way {
        /** From a queue to a topic, by a source connector. */
        SOURCE,
        /** From a topic to a queue, by a sink connector. */
        SINK,
        /** From a queue to another of the same server, by a Camel route. */
        ROUTE
    }

    private final ServerKind server;
    private final Way way;
    private final Promise promise;

    CrashPath(ServerKind server, Way way, Promise promise) {
        this.server = server;
        this.way = way;
        this.promise = promise;
    }

    /** The one that is named so on the command line. */
    static CrashPath named(String name) {
        return Arrays.stream(values())
                .filter(path -> path.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "path is not one of " + Arrays.toString(values()) + ": \"" + name + "\""));
    }

    ServerKind server() {
        return server;
    }

    Way way() {
        return way;
    }

    Promise promise() {
        return promise;
    }

    /** As it is named on the command line: {@code beanstalkd-kafka-once}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
