package io.jobferry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class paths that the build made. */
final class Libraries {
    private final Path module;

    /** Those of this module, which has been built. */
    Libraries(Path module) {
        this.module = module;
    }

    String classPath(Contender.ClassPath library) {
        return switch (library) {
            case OWN -> System.getProperty("java.class.path");
            case CAMEL_3 -> module.resolve("target/classes") + ":" + module.resolve("camel-3/target/lib") + "/*";
        };
    }

    /** The jars of the connectors that ours are measured beside. */
    List<Path> connectPlugin() throws IOException {
        Path target = module.resolve("connect/target");
        try (Stream<Path> own = Files.list(target);
                Stream<Path> others = Files.list(target.resolve("lib"))) {
            return Stream.concat(own, others)
                    .filter(file -> file.toString().endsWith(".jar"))
                    .toList();
        }
    }
}
