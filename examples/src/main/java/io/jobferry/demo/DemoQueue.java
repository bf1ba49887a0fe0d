package io.jobferry.demo;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.Queues;
import io.jobferry.disque.DisquePut;
import io.jobferry.testkit.EmbeddedBeanstalkd;
import io.jobferry.testkit.EmbeddedDisque;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The servers that the demo can run on, and all in which they differ to it. */
enum DemoQueue {
    BEANSTALK("Beanstalk", "beanstalkd", "&fetchStats=true") {
        @Override
        DemoServer start() {
            EmbeddedBeanstalkd server = EmbeddedBeanstalkd.start();
            return new DemoServer("127.0.0.1:" + server.port(), server::close);
        }

        @Override
        PutOptions put() {
            return PutOptions.none();
        }
    },
    DISQUE("Disque", "Disque", "") {
        @Override
        DemoServer start() {
            EmbeddedDisque server = EmbeddedDisque.start();
            return new DemoServer(server.address(), server::close);
        }

        /** What a killed worker held comes again when RETRY is over, which by default is minutes. */
        @Override
        PutOptions put() {
            return DisquePut.DEFAULT.withRetry(Duration.ofSeconds(5)).withTtl(Duration.ofHours(1));
        }
    };

    private final String title;
    private final String server;
    private final String attemptOptions;

    /**
     * @param title as classes and headers have it
     * @param attemptOptions what it takes for each exchange to know which attempt it is
     */
    DemoQueue(String title, String server, String attemptOptions) {
        this.title = title;
        this.server = server;
        this.attemptOptions = attemptOptions;
    }

    /**
     * The queue of this scheme.
     *
     * @throws IllegalArgumentException if there is none
     */
    static DemoQueue of(String scheme) {
        return Arrays.stream(values())
                .filter(queue -> queue.scheme().equals(scheme))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("queue is not one of "
                        + Arrays.stream(values()).map(DemoQueue::scheme).collect(Collectors.joining(", ")) + ": "
                        + scheme));
    }

    /** A server of the demo's own. */
    abstract DemoServer start();

    /** How jobs are put that a killed worker may hold. */
    abstract PutOptions put();

    /** The scheme of its URIs, and the first word of its connectors' keys. */
    String scheme() {
        return title.toLowerCase(Locale.ROOT);
    }

    /** What the server is called. */
    String server() {
        return server;
    }

    Backend open(String servers) {
        return Queues.open(scheme() + "://" + servers);
    }

    /** The Camel endpoint of a queue. */
    String endpoint(String queue, String servers) {
        return scheme() + ":" + queue + "?servers=" + servers;
    }

    /** The Camel endpoint of a queue whose exchanges say in {@link #attemptHeader} which attempt they are. */
    String countingEndpoint(String queue, String servers) {
        return endpoint(queue, servers) + attemptOptions;
    }

    String attemptHeader() {
        return "Camel" + title + "Attempt";
    }

    /** The folder of its connectors. */
    String connectModule() {
        return "connect-" + scheme();
    }

    /** The class of one of its connectors: Source or Sink. */
    String connector(String which) {
        return "io.jobferry.connect." + scheme() + "." + title + which + "Connector";
    }

    String serversKey() {
        return scheme() + ".servers";
    }
}
