package io.jobferry.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class paths that the build wrote down. */
final class Libraries {
    private final Path module;

    /** Those of this module, which has been built. */
    Libraries(Path module) {
        this.module = module;
    }

    String classPath(Contender.ClassPath library) throws IOException {
        return switch (library) {
            case OWN -> System.getProperty("java.class.path");
            case CAMEL_3 ->
                Files.readString(module.resolve("camel-3/target/class.path")).strip() + ":"
                        + module.resolve("camel-3/target/classes") + ":" + module.resolve("target/classes");
        };
    }
}
