package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.consume.Backoff;
import io.jobferry.consume.ConsumerOptions;
import io.jobferry.consume.FailurePolicy;
import io.jobferry.consume.JobConsumer;
import io.jobferry.consume.JobHandler;
import io.jobferry.event.QueueListener;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** core-queue's keys beside a program that does with them what core-queue does. */
abstract class RedisMembersFixture {
    static final Duration SOON = Duration.ofSeconds(20);
    static final RedisLayout LAYOUT = RedisLayout.DEFAULT.withKeyPrefix("app:env");

    static final byte[] WAITING = key("waiting");
    static final byte[] DELAYED = key("delayed");
    static final byte[] RESERVED = key("reserved");
    static final byte[] FAILED = key("failed");
    static final byte[] TIMEOUT = key("timeout");

    /** What a Go process wrote that had encoded something else before: its type is 72, not 65. */
    static final byte[] FROM_GO = HexFormat.of()
            .parseHex("74ff8f0301010c5065727369737465644a6f6201ff900001070108556e697175654964010c0001034b6579010c000105"
                    + "56616c7565010a00010d48616e646c6554696d656f757401040001074261636b6f66660104000108417474656d707473"
                    + "010400010b4d6178417474656d707473010400000020ff900103752d3101046d61696c010568656c6c6f01fb0df84758"
                    + "000202010600");

    final RedisQueueOptions options;
    final RedisQueueBackend backend;
    final Jedis go;

    RedisMembersFixture(TestServer redis) {
        options = RedisQueueOptions.of(redis.address()).withLayout(LAYOUT);
        backend = new RedisQueueBackend(options);
        go = new Jedis(HostAndPort.from(redis.address()));
    }

    @AfterEach
    void closeAll() {
        backend.close();
        go.configSet("maxmemory", "0");
        go.flushAll();
        go.close();
    }

    final JobSource source() {
        return backend.source(List.of("mail"));
    }

    static Reservation one(JobSource source) {
        try {
            List<Reservation> jobs = source.reserve(1, SOON);
            assertThat(jobs).hasSize(1);
            return jobs.get(0);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static Settled settle(JobSource source, Reservation job, Outcome outcome) {
        return source.settle(List.of(new Settlement(job, outcome))).get(0);
    }

    static byte[] key(String name) {
        return ("{app:env:mail}:" + name).getBytes(StandardCharsets.UTF_8);
    }

    /** A consumer of the queue that tries again at once. */
    final JobConsumer consumer(QueueListener listener, JobHandler handler) {
        Backoff atOnce = new Backoff(Duration.ZERO, Duration.ZERO);
        return new JobConsumer(
                List.of((Backend) backend),
                List.of("mail"),
                handler,
                ConsumerOptions.DEFAULT.withFailurePolicy(FailurePolicy.retry(5, atOnce)),
                listener,
                Thread::new);
    }
}
