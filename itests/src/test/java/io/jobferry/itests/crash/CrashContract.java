package io.jobferry.itests.crash;

import io.jobferry.itests.ServerKind;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No path loses a job, and none that promises once has one twice, whatever is killed. The servers' classes go together: one
 * after the other they would be the longest of all.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // which paths there are is the instance's to say
@ResourceLock(value = "crash", mode = ResourceAccessMode.READ)
abstract class CrashContract {
    private final ServerKind server;
    private final CrashOptions options = CrashOptions.given();

    CrashContract(ServerKind server) {
        this.server = server;
    }

    Stream<CrashPath> paths() {
        return Arrays.stream(CrashPath.values()).filter(path -> path.server() == server && options.has(path));
    }

    /**
     * By {@code ./verify crash} longer.
     *
     * @param directory with the logs of all processes; it is kept where the test fails
     */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("paths")
    void what_is_promised_is_kept_whatever_is_killed(
            CrashPath path, @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
        new CrashRun(path, options).run(directory);
    }
}
