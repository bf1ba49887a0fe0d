package io.jobferry.itests.crash;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** By {@code ./verify soak} only, which names it: it takes half an hour. On Linux, whose /proc it reads. */
class Soak {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    void what_a_process_holds_stays_the_same_however_often_it_connects_anew() throws Exception {
        new SoakRun(SoakOptions.given()).run(directory);
    }
}
