package io.jobferry.disque;

import java.time.Duration;
import java.util.Objects;

/**
 * Where a Disque node is and how to talk to it. Start from {@link #of}.
 *
 * @param server {@code host} or {@code host:port}; port 7711 if none is given
 * @param connectTimeout the longest time to make a connection
 * @param commandTimeout the longest time for a reply; half of it is what a put waits for its replicas
 * @param put the options of jobs that are put with {@link io.jobferry.PutOptions#none()} or a delay only
 */
public record DisqueOptions(String server, Duration connectTimeout, Duration commandTimeout, DisquePut put) {
    public DisqueOptions {
        Objects.requireNonNull(put, "put");
    }

    /** 5 s to connect, 10 s a command, {@link DisquePut#DEFAULT}. */
    public static DisqueOptions of(String server) {
        return new DisqueOptions(server, Duration.ofSeconds(5), Duration.ofSeconds(10), DisquePut.DEFAULT);
    }

    public DisqueOptions withConnectTimeout(Duration value) {
        return new DisqueOptions(server, value, commandTimeout, put);
    }

    public DisqueOptions withCommandTimeout(Duration value) {
        return new DisqueOptions(server, connectTimeout, value, put);
    }

    public DisqueOptions withPut(DisquePut value) {
        return new DisqueOptions(server, connectTimeout, commandTimeout, value);
    }
}
