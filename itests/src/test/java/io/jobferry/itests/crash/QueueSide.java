package io.jobferry.itests.crash;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.Queues;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkClient;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.disque.DisquePut;
import io.jobferry.itests.ServerKind;
import io.jobferry.itests.Servers;
import io.jobferry.itests.TestServer;
import io.jobferry.itests.connect.Connectors;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** What a path's queue server is called with: each setting that makes a killed carrier's jobs come again soon, and no more. */
enum QueueSide {
    BEANSTALKD {
        @Override
        TestServer start() {
            return Servers.start(ServerKind.BEANSTALKD, "-b", TestServer.DIRECTORY, "-f", "0");
        }

        @Override
        Backend open(String address, CrashPath path) {
            return Queues.open("beanstalk://" + address + "?commandTimeout=" + TIMEOUT);
        }

        @Override
        PutOptions put() {
            return BeanstalkPut.DEFAULT.withTimeToRun(Duration.ofSeconds(5));
        }

        @Override
        Map<String, String> source(String address, String queue, CrashPath path) {
            return quick(Connectors.BEANSTALK.source(address, queue), "beanstalk");
        }

        @Override
        Map<String, String> sink(String address, String topic, String queue, CrashPath path) {
            return quick(Connectors.BEANSTALK.sink(address, topic, queue), "beanstalk");
        }

        @Override
        String endpoint(String address, String queue) {
            return "beanstalk:" + queue + "?servers=" + address + "&commandTimeout=" + TIMEOUT;
        }

        @Override
        String consumed() {
            return "";
        }

        @Override
        int connections(String address) {
            try (BeanstalkBackend backend = (BeanstalkBackend) Queues.open("beanstalk://" + address);
                    BeanstalkClient client = backend.client()) {
                return Integer.parseInt(client.stats().get("current-connections"));
            }
        }

        @Override
        Blow carrierDies(CrashPath path) {
            return path.way() == CrashPath.Way.SINK ? Blow.KILL : Blow.KILL_UNSETTLED;
        }
    },
    REDIS {
        @Override
        TestServer start() {
            return Servers.start(ServerKind.REDIS, "--appendonly", "yes", "--appendfsync", "always");
        }

        @Override
        Backend open(String address, CrashPath path) {
            return Queues.open("redis://" + address + "?commandTimeout=" + TIMEOUT + "&envelope=" + envelope(path));
        }

        @Override
        PutOptions put() {
            return PutOptions.none();
        }

        @Override
        Map<String, String> source(String address, String queue, CrashPath path) {
            Map<String, String> config = quick(Connectors.REDIS.source(address, queue), "redisqueue");
            config.put("redisqueue.lease.ms", "3000");
            config.put("redisqueue.envelope", envelope(path));
            return config;
        }

        @Override
        Map<String, String> sink(String address, String topic, String queue, CrashPath path) {
            Map<String, String> config = quick(Connectors.REDIS.sink(address, topic, queue), "redisqueue");
            config.put("redisqueue.envelope", envelope(path));
            if (path.promise() == Promise.ONCE_IN_ORDER) {
                config.put("exactly.once", "true");
                config.put("consumer.override.isolation.level", "read_committed");
            }
            return config;
        }

        @Override
        String endpoint(String address, String queue) {
            return "redisqueue:" + queue + "?servers=" + address + "&commandTimeout=" + TIMEOUT;
        }

        @Override
        String consumed() {
            return "&lease=3s&leaseOver=WAITING";
        }

        @Override
        int connections(String address) {
            return connected(address);
        }

        @Override
        Blow carrierDies(CrashPath path) {
            return Blow.KILL;
        }

        /** Once is promised of plain lists. */
        private String envelope(CrashPath path) {
            return path.promise() == Promise.AT_LEAST_ONCE ? "gob" : "raw";
        }
    },
    /** One node. */
    DISQUE {
        @Override
        TestServer start() {
            return Servers.start(ServerKind.DISQUE, "--appendonly", "yes", "--appendfsync", "always");
        }

        @Override
        Backend open(String address, CrashPath path) {
            return Queues.open("disque://" + address + "?commandTimeout=" + TIMEOUT);
        }

        @Override
        PutOptions put() {
            return DisquePut.DEFAULT.withRetry(Duration.ofSeconds(3));
        }

        @Override
        Map<String, String> source(String address, String queue, CrashPath path) {
            return quick(Connectors.DISQUE.source(address, queue), "disque");
        }

        @Override
        Map<String, String> sink(String address, String topic, String queue, CrashPath path) {
            return quick(Connectors.DISQUE.sink(address, topic, queue), "disque");
        }

        @Override
        String endpoint(String address, String queue) {
            return "disque:" + queue + "?servers=" + address + "&commandTimeout=" + TIMEOUT;
        }

        @Override
        String consumed() {
            return "";
        }

        @Override
        int connections(String address) {
            return connected(address);
        }

        @Override
        Blow carrierDies(CrashPath path) {
            return path.way() == CrashPath.Way.SINK ? Blow.KILL : Blow.KILL_UNSETTLED;
        }
    };

    private static final String TIMEOUT = "3s";
    private static final String TIMEOUT_MILLIS = "3000";
    private static final String CONNECTED = "connected_clients:";

    static QueueSide of(CrashPath path) {
        return switch (path.server()) {
            case BEANSTALKD -> BEANSTALKD;
            case REDIS -> REDIS;
            case DISQUE -> DISQUE;
        };
    }

    /** A new server that keeps what it has answered for. */
    abstract TestServer start();

    /** The server as we look at it. */
    abstract Backend open(String address, CrashPath path);

    abstract PutOptions put();

    abstract Map<String, String> source(String address, String queue, CrashPath path);

    abstract Map<String, String> sink(String address, String topic, String queue, CrashPath path);

    abstract String endpoint(String address, String queue);

    /** What an endpoint has besides that is consumed from. */
    abstract String consumed();

    /** How many the server has, this question's among them. */
    abstract int connections(String address);

    abstract Blow carrierDies(CrashPath path);

    /** Disque answers as Redis does. */
    private static int connected(String address) {
        try (Jedis client = new Jedis(HostAndPort.from(address))) {
            return client.info("clients")
                    .lines()
                    .filter(line -> line.startsWith(CONNECTED))
                    .mapToInt(line -> Integer.parseInt(line.substring(CONNECTED.length())))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Map<String, String> quick(Map<String, String> config, String prefix) {
        Map<String, String> quick = new HashMap<>(config);
        quick.put(prefix + ".command.timeout.ms", TIMEOUT_MILLIS);
        quick.put("validate.connection", "false");
        return quick;
    }
}
