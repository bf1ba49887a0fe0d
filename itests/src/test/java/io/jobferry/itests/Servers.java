package io.jobferry.itests;

import io.jobferry.kafka.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/**
 * The one place that finds queue servers: a binary named by {@code BEANSTALKD_SERVER}, {@code REDIS_SERVER} or {@code
 * DISQUE_SERVER}; else one on PATH; else a container where Docker runs; else there is none.
 */
public final class Servers {
    private Servers() {}

    /** Whether {@link #start} will find one. */
    public static boolean has(ServerKind kind) {
        return binary(kind).isPresent() || hasContainer(kind);
    }

    /**
     * A new server with nothing in it, which answers; close it.
     *
     * @param more arguments for its command line after those for address, port and directory, for example {@code -b},
     *     {@link TestServer#DIRECTORY}, {@code -f}, {@code 0} for a beanstalkd with a binlog
     * @throws IllegalStateException if there is none, or it does not answer within ten seconds
     */
    public static TestServer start(ServerKind kind, String... more) {
        Optional<Path> binary = binary(kind);
        if (binary.isPresent()) {
            return ServerProcess.start(kind, binary.get(), List.of(more));
        }
        if (hasContainer(kind)) {
            return ServerContainer.start(kind, List.of(more));
        }
        throw new IllegalStateException("no " + kind.binary() + ": " + kind.advice());
    }

    /** The binary that would be started; a named one that does not exist is an error, not an absent server. */
    static Optional<Path> binary(ServerKind kind) {
        return new Program(kind.binary(), kind.variable()).find();
    }

    private static boolean hasContainer(ServerKind kind) {
        return !kind.debianPackage().isEmpty() && Docker.RUNS;
    }

    /** Asked once, and only where a binary is missing: to look for Docker takes seconds. */
    private static final class Docker {
        static final boolean RUNS = DockerClientFactory.instance().isDockerAvailable();
    }
}
