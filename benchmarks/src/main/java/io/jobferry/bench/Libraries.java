package io.jobferry.bench;

import java.nio.file.Path;

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
}
