package io.jobferry.itests.crash;

import java.time.Duration;
import java.util.List;

/**
 * One step of a script.
 *
 * @param victims who is struck, in the order in which they are started again; none where it is the line
 * @param lasting for how long, where that has a meaning
 */
record Strike(Blow blow, List<Victim> victims, Duration lasting) {
    @Override
    public String toString() {
        String whom = victims.isEmpty() ? "" : " " + victims;
        return blow + whom + (lasting.isZero() ? "" : " for " + lasting.toMillis() + " ms");
    }
}
