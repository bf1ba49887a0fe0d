package io.jobferry.itests.crash;

import io.jobferry.itests.ServerKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * No path loses a job, and none that promises once has one twice, whatever is killed. The servers' classes go together: one
 * after the other they would be the longest of all.
 */
@ResourceLock(value = "crash", mode = ResourceAccessMode.READ)
abstract class CrashContract {
    private final ServerKind server;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    CrashContract(ServerKind server) {
        this.server = server;
    }

    /** By {@code ./verify crash} longer. */
    @TestFactory
    Stream<DynamicTest> what_is_promised_is_kept_whatever_is_killed() {
        CrashOptions options = CrashOptions.given();
        return Arrays.stream(CrashPath.values())
                .filter(path -> path.server() == server && options.has(path))
                .map(path -> DynamicTest.dynamicTest(
                        path + ", seed " + options.seed(), () -> new CrashRun(path, options).run(directory(path))));
    }

    private Path directory(CrashPath path) throws Exception {
        return Files.createDirectory(directory.resolve(path.toString()));
    }
}
