package io.jobferry.demo;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.Queues;
import io.jobferry.disque.DisquePut;
import io.jobferry.kafka.LocalRedis;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import io.jobferry.testkit.EmbeddedBeanstalkd;
import io.jobferry.testkit.EmbeddedDisque;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
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
    },
    /** What a killed worker held comes again when its lease is over, which by default is a minute; that was an attempt. */
    REDIS("RedisQueue", "Redis", "&leaseOver=WAITING&lease=3s") {
        @Override
        void requireProgram() {
            if (LocalRedis.PROGRAM.find().isEmpty()) {
                throw new IllegalArgumentException(LocalRedis.advice() + ", or a running one by --redis");
            }
        }

        @Override
        DemoServer start() {
            LocalRedis server = LocalRedis.start();
            return new DemoServer(server.address(), server::close);
        }

        @Override
        PutOptions put() {
            return PutOptions.none();
        }

        /** The address may be a URI, without a database: connectors and routes have that elsewhere. */
        @Override
        Backend open(String servers) {
            return new RedisQueueBackend(RedisQueueOptions.of(servers));
        }

        @Override
        Map<String, String> sourceKeys() {
            return Map.of("redisqueue.lease.ms", "3000");
        }

        @Override
        String ours() {
            return "a redis-server of the demo's own";
        }

        @Override
        String redelivered() {
            return "redelivered after failure or kill";
        }
    };

    private final String title;
    private final String server;
    private final String workOptions;

    /**
     * @param title as classes and headers have it
     * @param workOptions what it takes for each exchange to know which attempt it is, and for the jobs of a killed worker
     *     to come again soon
     */
    DemoQueue(String title, String server, String workOptions) {
        this.title = title;
        this.server = server;
        this.workOptions = workOptions;
    }

    /**
     * The queue of this word.
     *
     * @throws IllegalArgumentException if there is none
     */
    static DemoQueue of(String word) {
        return Arrays.stream(values())
                .filter(queue -> queue.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("queue is not one of "
                        + Arrays.stream(values()).map(DemoQueue::word).collect(Collectors.joining(", ")) + ": "
                        + word));
    }

    /**
     * Sees that {@link #start} finds what it starts.
     *
     * @throws IllegalArgumentException if not; the message says what to do
     */
    void requireProgram() {}

    /** A server of the demo's own. */
    abstract DemoServer start();

    /** What such a server is. */
    String ours() {
        return "embedded";
    }

    /** How jobs are put that a killed worker may hold. */
    abstract PutOptions put();

    /** Keys of the source connector that it takes for the jobs of a killed worker to come again soon. */
    Map<String, String> sourceKeys() {
        return Map.of();
    }

    /** What the deliveries are called that were not a job's first attempt. */
    String redelivered() {
        return "redelivered after a failure";
    }

    /** What users call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scheme of its Camel URIs, and the first word of its connectors' keys. */
    String scheme() {
        return title.toLowerCase(Locale.ROOT);
    }

    /** What the server is called. */
    String server() {
        return server;
    }

    /**
     * A backend; does not connect.
     *
     * @throws IllegalArgumentException if an address is malformed
     */
    Backend open(String servers) {
        return Queues.open(scheme() + "://" + servers);
    }

    /** The Camel endpoint of a queue. */
    String endpoint(String queue, String servers) {
        return scheme() + ":" + queue + "?servers=" + servers;
    }

    /**
     * The Camel endpoint of a queue whose exchanges say in {@link #attemptHeader} which attempt they are, and whose worker
     * may be killed.
     */
    String workEndpoint(String queue, String servers) {
        return endpoint(queue, servers) + workOptions;
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
