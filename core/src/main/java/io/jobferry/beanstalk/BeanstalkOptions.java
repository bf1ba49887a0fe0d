package io.jobferry.beanstalk;

import io.jobferry.Tls;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a beanstalkd is and how to talk to it. Start from {@link #of}.
 *
 * @param server {@code host:port}, {@code beanstalk://host:port} (port 11300 if none is given), {@code
 *     beanstalks://host:port} or {@code tls://host:port} (11400), {@code unix:///path}
 * @param connectTimeout the longest time to make a connection, TLS handshake included
 * @param commandTimeout the longest time for a batch's next reply, and for the server to take what is written; after it
 *     the connection is given up
 * @param tls how to speak to {@code beanstalks://} and {@code tls://}; null for the JVM's default context
 * @param put the options of jobs that are put with {@link io.jobferry.PutOptions#none()} or a delay only
 * @param fetchStats whether every delivery carries the facts of stats-job and the attempt: one more command a job
 */
public record BeanstalkOptions(
        String server,
        Duration connectTimeout,
        Duration commandTimeout,
        @Nullable Tls tls,
        BeanstalkPut put,
        boolean fetchStats) {
    /** 5 s to connect, 10 s a command, {@link BeanstalkPut#DEFAULT}. */
    public static BeanstalkOptions of(String server) {
        return new BeanstalkOptions(
                server, Duration.ofSeconds(5), Duration.ofSeconds(10), null, BeanstalkPut.DEFAULT, false);
    }

    public BeanstalkOptions withConnectTimeout(Duration value) {
        return new BeanstalkOptions(server, value, commandTimeout, tls, put, fetchStats);
    }

    public BeanstalkOptions withCommandTimeout(Duration value) {
        return new BeanstalkOptions(server, connectTimeout, value, tls, put, fetchStats);
    }

    public BeanstalkOptions withTls(Tls value) {
        return new BeanstalkOptions(server, connectTimeout, commandTimeout, value, put, fetchStats);
    }

    public BeanstalkOptions withPut(BeanstalkPut value) {
        return new BeanstalkOptions(server, connectTimeout, commandTimeout, tls, value, fetchStats);
    }

    public BeanstalkOptions withFetchStats(boolean value) {
        return new BeanstalkOptions(server, connectTimeout, commandTimeout, tls, put, value);
    }
}
