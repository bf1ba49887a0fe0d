package io.jobferry.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The queue servers that are measured. */
enum ServerKind {
    BEANSTALKD("beanstalkd", "BEANSTALKD_SERVER", "-v") {
        @Override
        List<String> arguments(int port) {
            // Bodies of 64 KiB are one byte above what it takes of itself.
            return List.of("-l", Setup.HOST, "-p", Integer.toString(port), "-z", "1048576");
        }
    },
    BEANSTALKD_BINLOG("beanstalkd", "BEANSTALKD_SERVER", "-v") {
        @Override
        List<String> arguments(int port) {
            return List.of("-l", Setup.HOST, "-p", Integer.toString(port), "-b", ".");
        }
    },
    /** With the binlog on the disk before a put is answered: what exactly once rests on. */
    BEANSTALKD_FSYNC("beanstalkd", "BEANSTALKD_SERVER", "-v") {
        @Override
        List<String> arguments(int port) {
            return List.of("-l", Setup.HOST, "-p", Integer.toString(port), "-b", ".", "-f", "0");
        }
    },
    REDIS("redis-server", "REDIS_SERVER", "--version") {
        @Override
        List<String> arguments(int port) {
            return List.of("--bind", Setup.HOST, "--port", Integer.toString(port), "--save", "", "--appendonly", "no");
        }
    },
    DISQUE("disque-server", "DISQUE_SERVER", "--version") {
        @Override
        List<String> arguments(int port) {
            return List.of("--bind", Setup.HOST, "--port", Integer.toString(port), "--appendonly", "no");
        }
    };

    private final String program;
    private final String variable;
    private final String versionOption;

    ServerKind(String program, String variable, String versionOption) {
        this.program = program;
        this.variable = variable;
        this.versionOption = versionOption;
    }

    /** What it is told, for a server without any file of its own. */
    abstract List<String> arguments(int port);

    String program() {
        return program;
    }

    /** Prints the version. */
    String versionOption() {
        return versionOption;
    }

    /** The binary that the variable names, or that is on PATH. */
    Optional<Path> binary() {
        String named = System.getenv(variable);
        if (named != null && !named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
