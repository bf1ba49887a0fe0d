package io.jobferry.bench;

import io.jobferry.bench.Connector.Worker;
import io.jobferry.bench.Contender.Role;
import io.jobferry.bench.raw.RawBeanstalkPut;
import io.jobferry.bench.raw.RawBeanstalkTake;
import io.jobferry.bench.raw.RawRedisPut;
import io.jobferry.bench.raw.RawRedisTake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connectors' suites: while any of them runs, a Kafka broker and its workers are up. */
final class ConnectSuites {
    private static final int SIZE = 100;
    private static final int MOST_JOBS = 2_000_000;
    private static final String BEANSTALK = "beanstalk://%s";
    private static final String REDIS = "redis://%s?envelope=raw";

    /** What the Connect guide advises where rates matter. */
    private static final Map<String, String> PRODUCER =
            Map.of("producer.override.linger.ms", "5", "producer.override.batch.size", "262144");

    private static final Map<String, String> CONSUMER = Map.of("consumer.override.max.poll.records", "2000");
    private static final Map<String, String> ONCE = Map.of("exactly.once.support", "required", "batch.size", "5000");

    /** A beanstalkd takes the longer for a deletion the more its connection holds (decision 0031). */
    private static final Map<String, String> BEANSTALK_ONCE = all(ONCE, Map.of("batch.size", "2000"));

    private static final Map<String, String> MEMORY_SOURCE = all(
            PRODUCER,
            Map.of(
                    "connector.class", "io.jobferry.bench.connect.MemorySource",
                    "topic", "QUEUE",
                    "jobs", "JOBS",
                    "size", "SIZE",
                    "batch.size", "1000",
                    "max.in.flight.jobs", "10000"));
    private static final Map<String, String> PUSH_SINK = all(
            CONSUMER,
            Map.of(
                    "connector.class", "io.jobferry.bench.connect.PushSink",
                    "topics", "QUEUE",
                    "server", "SERVER",
                    "queue", "QUEUE"));
    private static final Map<String, String> BEANSTALK_SOURCE = all(
            PRODUCER,
            Map.of(
                    "connector.class", "io.jobferry.connect.beanstalk.BeanstalkSourceConnector",
                    "beanstalk.servers", "SERVER",
                    "queues", "QUEUE"));
    private static final Map<String, String> BEANSTALK_SINK = all(
            CONSUMER,
            Map.of(
                    "connector.class", "io.jobferry.connect.beanstalk.BeanstalkSinkConnector",
                    "beanstalk.servers", "SERVER",
                    "topics", "QUEUE",
                    "queue", "QUEUE"));
    private static final Map<String, String> REDIS_SOURCE = all(
            PRODUCER,
            Map.of(
                    "connector.class", "io.jobferry.connect.redisqueue.RedisQueueSourceConnector",
                    "redisqueue.servers", "SERVER",
                    "redisqueue.envelope", "raw",
                    "queues", "QUEUE"));
    private static final Map<String, String> REDIS_SINK = all(
            CONSUMER,
            Map.of(
                    "connector.class", "io.jobferry.connect.redisqueue.RedisQueueSinkConnector",
                    "redisqueue.servers", "SERVER",
                    "redisqueue.envelope", "raw",
                    "topics", "QUEUE",
                    "queue", "QUEUE"));

    static final List<Suite> ALL = List.of(
            beanstalkSource("connect-source-beanstalk-memory", "without binlog", ServerKind.BEANSTALKD),
            beanstalkSource("connect-source-beanstalk-binlog", "with binlog", ServerKind.BEANSTALKD_BINLOG),
            beanstalkSource("connect-source-beanstalk-fsync", "with an fsync a put", ServerKind.BEANSTALKD_FSYNC),
            suite(
                    "connect-source-redis-least",
                    "Redis to Kafka at least once, beside records from memory",
                    ServerKind.REDIS,
                    Suite.Kind.SOURCE,
                    RawRedisPut.class,
                    twice("from memory", new Connector(Worker.PLAIN, Optional.empty(), MEMORY_SOURCE)),
                    ours("jobferry", Worker.PLAIN, REDIS, REDIS_SOURCE),
                    ours("jobferry, no headers", Worker.PLAIN, REDIS, all(REDIS_SOURCE, noHeaders())),
                    fromMemoryWithHeaders(Worker.PLAIN, MEMORY_SOURCE)),
            suite(
                    "connect-source-redis-once",
                    "Redis to Kafka exactly once, beside records from memory",
                    ServerKind.REDIS,
                    Suite.Kind.SOURCE,
                    RawRedisPut.class,
                    twice(
                            "from memory",
                            new Connector(Worker.TRANSACTIONAL, Optional.empty(), all(MEMORY_SOURCE, ONCE))),
                    ours("jobferry", Worker.TRANSACTIONAL, REDIS, all(REDIS_SOURCE, ONCE)),
                    ours("jobferry, no headers", Worker.TRANSACTIONAL, REDIS, all(REDIS_SOURCE, ONCE, noHeaders())),
                    fromMemoryWithHeaders(Worker.TRANSACTIONAL, all(MEMORY_SOURCE, ONCE))),
            suite(
                    "connect-sink-redis",
                    "Kafka to Redis, beside a sink that only pushes",
                    ServerKind.REDIS,
                    Suite.Kind.SINK,
                    RawRedisTake.class,
                    twice("plain push", new Connector(Worker.PLAIN, Optional.of(REDIS), PUSH_SINK)),
                    ours("jobferry, exactly once", Worker.PLAIN, REDIS, all(REDIS_SINK, sinkOnce())),
                    ours("jobferry, at least once", Worker.PLAIN, REDIS, REDIS_SINK)),
            suite(
                    "connect-sink-beanstalk",
                    "Kafka to beanstalkd, beside jobs put over one connection",
                    ServerKind.BEANSTALKD,
                    Suite.Kind.SINK,
                    RawBeanstalkTake.class,
                    Contender.raw(RawBeanstalkPut.class, 1, 256),
                    ours("jobferry", Worker.PLAIN, BEANSTALK, BEANSTALK_SINK)));

    private ConnectSuites() {}

    private static Suite beanstalkSource(String name, String server, ServerKind kind) {
        return suite(
                name,
                "beanstalkd " + server + " to Kafka, beside jobs taken over one connection",
                kind,
                Suite.Kind.SOURCE,
                RawBeanstalkPut.class,
                Contender.raw(RawBeanstalkTake.class, 1, 128),
                ours("jobferry, at least once", Worker.PLAIN, BEANSTALK, BEANSTALK_SOURCE),
                ours("jobferry, exactly once", Worker.TRANSACTIONAL, BEANSTALK, all(BEANSTALK_SOURCE, BEANSTALK_ONCE)));
    }

    private static Map<String, String> noHeaders() {
        return Map.of("headers.include", "false");
    }

    private static Map<String, String> sinkOnce() {
        return Map.of("exactly.once", "true", "consumer.override.isolation.level", "read_committed");
    }

    private static List<Contender> twice(String name, Connector connector) {
        return List.of(
                Contender.connector(Role.RAW, name, connector),
                Contender.connector(Role.RAW_AGAIN, name + " again", connector));
    }

    private static Contender fromMemoryWithHeaders(Worker worker, Map<String, String> config) {
        Map<String, String> withHeaders = all(config, Map.of("headers.include", "true"));
        return Contender.connector(
                Role.PEER, "memory, with headers", new Connector(worker, Optional.empty(), withHeaders));
    }

    private static Contender ours(String name, Worker worker, String queues, Map<String, String> config) {
        return Contender.connector(Role.OURS, name, new Connector(worker, Optional.of(queues), config));
    }

    @SafeVarargs
    private static Map<String, String> all(Map<String, String>... parts) {
        Map<String, String> all = new HashMap<>();
        for (Map<String, String> part : parts) {
            all.putAll(part);
        }
        return all;
    }

    private static Suite suite(
            String name,
            String title,
            ServerKind server,
            Suite.Kind kind,
            Class<? extends Work> opposite,
            List<Contender> raw,
            Contender... others) {
        return new Suite(name, title, server, kind, opposite, Contender.lineUp(raw, others), SIZE, MOST_JOBS);
    }
}
