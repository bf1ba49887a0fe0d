package io.jobferry.itests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The queue servers that tests run on. */
public enum ServerKind {
    /** Debian has it. */
    BEANSTALKD("beanstalkd", "beanstalkd", "stats\r\n") {
        @Override
        List<String> arguments(String address, int port, Path directory) {
            return List.of("-l", address, "-p", Integer.toString(port));
        }
    },
    /** Debian has it. */
    REDIS("redis-server", "redis-server", "PING\r\n") {
        @Override
        List<String> arguments(String address, int port, Path directory) {
            return redisLike(address, port, directory, "--protected-mode", "no");
        }
    },
    /** Nobody packages it: one is used that the user built. */
    DISQUE("disque-server", "", "PING\r\n") {
        @Override
        List<String> arguments(String address, int port, Path directory) {
            return redisLike(address, port, directory);
        }

        @Override
        int busOffset() {
            return 10_000;
        }
    };

    private final String binary;
    private final String debianPackage;
    private final String greeting;

    ServerKind(String binary, String debianPackage, String greeting) {
        this.binary = binary;
        this.debianPackage = debianPackage;
        this.greeting = greeting;
    }

    /** The program's name, by which it is looked for on PATH and listed when absent. */
    public String binary() {
        return binary;
    }

    /** The environment variable that names another binary: {@code REDIS_SERVER}. */
    public String variable() {
        return name() + "_SERVER";
    }

    /** The Debian package; empty if there is none. */
    String debianPackage() {
        return debianPackage;
    }

    /** What every server answers to at once. */
    String greeting() {
        return greeting;
    }

    /** What to do about an absent one. */
    public String advice() {
        return debianPackage.isEmpty()
                ? "name one by " + variable()
                : "install Debian's package " + debianPackage + ", or name one by " + variable();
    }

    /** How far above its port it takes a second one, for its cluster; 0 if it takes none. */
    int busOffset() {
        return 0;
    }

    /** The command line for this address and port with all files in this directory. */
    abstract List<String> arguments(String address, int port, Path directory);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<String> redisLike(String address, int port, Path directory, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--bind",
                address,
                "--port",
                Integer.toString(port),
                "--dir",
                directory.toString(),
                "--appendonly",
                "no"));
        arguments.addAll(List.of(more));
        return arguments;
    }
}
