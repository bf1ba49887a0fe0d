package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.Outcome;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reserved member and what is to become of it.
 *
 * @param next its bytes from then on
 * @param quarantined what is told of it if it cannot be read; null if it can
 */
record MemberMove(Body name, Fence fence, Outcome outcome, Body next, JobQueue.@Nullable Quarantined quarantined) {
    /** How many arguments of the script each one is. */
    static final int ARGUMENTS = 6;

    /** Another attempt at once. */
    static MemberMove again(byte[] name, Fence fence, byte[] next) {
        return new MemberMove(Body.of(name), fence, Outcome.retry(Duration.ZERO), Body.of(next), null);
    }

    /** To the dead as it is. */
    static MemberMove quarantine(byte[] name, Fence fence, JobQueue.Quarantined quarantined) {
        Body bytes = Body.of(name);
        return new MemberMove(bytes, fence, Outcome.dead(quarantined.reason()), bytes, quarantined);
    }

    void addTo(List<byte[]> arguments) {
        arguments.add(name.bytes());
        arguments.add(Script.number(fence.lowest()));
        arguments.add(Script.number(fence.highest()));
        arguments.add(Script.word(outcome.kind()));
        arguments.add(Script.number(Script.micros(outcome.delay())));
        arguments.add(next.bytes());
    }
}
