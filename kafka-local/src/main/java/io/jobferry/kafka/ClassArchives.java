package io.jobferry.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What programs' JVMs have loaded, a file for each program and Java. The next JVM maps its program's and neither reads nor
 * parses nor verifies those classes again, which is a third of the work of a start. One without a file, or with one of
 * other jars, starts as ever. Any thread.
 */
record ClassArchives(Path directory) {
    /** The option for a JVM of this program, empty if it has no archive yet. */
    List<String> option(String program) {
        Path archive = archive(program);
        return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    /** The option for a JVM of this program that is to write an archive, which it does when it ends in good order. */
    String recordingOption(String program) {
        return "-XX:ArchiveClassesAtExit=" + fresh(program);
    }

    /** To be called once that JVM has ended: from now on all others take its archive. They never see half of one. */
    void keep(String program) {
        try {
            Files.move(fresh(program), archive(program), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // A Java that came without an archive of its own classes writes none.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path archive(String program) {
        return directory.resolve(file(program));
    }

    private Path fresh(String program) {
        return directory.resolve(file(program) + ".new");
    }

    /** Its name: a Java that is given another's says so in its output. */
    static String file(String program) {
        return program + "-" + Runtime.version() + ".jsa";
    }
}
