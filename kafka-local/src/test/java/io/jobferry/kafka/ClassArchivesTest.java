package io.jobferry.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String PROGRAM = KafkaStorage.FORMAT;
    private static final String FROM_ARCHIVE = PROGRAM + "$ source: shared objects file (top)";

    @TempDir
    Path directory;

    private ClassArchives archives;

    @BeforeEach
    void inDirectory() {
        archives = new ClassArchives(directory);
    }

    @Test
    void a_program_finds_what_an_earlier_one_has_loaded() throws Exception {
        run(KafkaLibraries.current().recording(archives));
        archives.keep(PROGRAM);

        String said = run(listingItsClasses(archives.option(PROGRAM)));

        assertThat(said).contains(FROM_ARCHIVE);
    }

    @Test
    void a_program_starts_without_an_archive_that_is_none() throws Exception {
        Files.writeString(directory.resolve(ClassArchives.file(PROGRAM)), "no archive");

        String said = run(listingItsClasses(archives.option(PROGRAM)));

        assertThat(said).contains(PROGRAM + "$ source: ").doesNotContain(FROM_ARCHIVE);
    }

    @Test
    void nobody_is_given_an_archive_that_is_not_there_or_not_kept_yet() throws Exception {
        Files.writeString(directory.resolve(ClassArchives.file(PROGRAM) + ".new"), "half of one");

        assertThat(archives.option(PROGRAM)).isEmpty();
    }

    private String run(KafkaLibraries libraries) throws Exception {
        ChildProcess tool = libraries.start("tool", PROGRAM, directory, "random-uuid");
        assertThat(tool.awaitEnd(SOON)).as(tool.output()).isZero();
        return tool.output();
    }

    private static KafkaLibraries listingItsClasses(List<String> archive) {
        String[] options = {archive.get(0), "-Xlog:class+load", "-XX:+UseSerialGC"};
        return KafkaLibraries.current().withJvmOptions(options);
    }
}
