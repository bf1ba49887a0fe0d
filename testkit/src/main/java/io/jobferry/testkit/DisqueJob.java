package io.jobferry.testkit;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A job, wherever its copies are. Names and bodies have one character a byte. Owned by the loop's thread.
 *
 * <pre>
 * D-91cfa8d1-0MrKyusmZu1oqGODA2hODhnv-05a1
 *   node     random                   minutes to live; odd: delivered at least once, even: RETRY 0
 * </pre>
 */
final class DisqueJob {
    /** As a time at which a job is queued again. */
    static final long NEVER = 0;

    /** The oldest first. No two jobs are of the same age. */
    static final Comparator<DisqueJob> BY_AGE = Comparator.comparingLong(job -> job.createdNanos);

    static final Comparator<DisqueJob> BY_DUE =
            Comparator.<DisqueJob>comparingLong(job -> job.dueMillis).thenComparing(BY_AGE);

    private static final int ID_LENGTH = 40;
    private static final int RANDOM_BYTES = 18;
    private static final int MOST_MINUTES = 0xffff;
    private static final SecureRandom RANDOM = new SecureRandom();

    final String id;
    final DisqueAdd asked;
    /** Since 1970, made different from all others. */
    final long createdNanos;

    final long endSeconds;
    /** Where it was sent when it was added. */
    final List<DisqueNode> sentTo;
    /** Which nodes know it: those, and who delivered it. */
    final Set<DisqueNode> knownTo;

    State state = State.ACTIVE;
    /** In whose queue it is, or was last. */
    DisqueNode home;
    /** When it is queued again; {@link #NEVER} for no more. */
    long requeueMillis;
    /** When something must be done with it. */
    long dueMillis;

    /** Whether it was queued without a NACK: it is the next such time that counts as one more delivery. */
    boolean wasQueued;

    int nacks;
    int additionalDeliveries;

    /** Its states, under the server's names. */
    enum State {
        ACTIVE,
        QUEUED
    }

    DisqueJob(DisqueAdd asked, DisqueNode by, List<DisqueNode> sentTo, long createdNanos, long nowMillis) {
        this.asked = asked;
        this.id = newId(by, asked);
        this.sentTo = sentTo;
        this.knownTo = new LinkedHashSet<>(sentTo);
        this.home = sentTo.get(0);
        this.createdNanos = createdNanos;
        this.endSeconds = DisqueAdd.u32(nowMillis / 1000 + asked.ttl());
        this.requeueMillis = nowMillis + 1000 * (asked.delay() > 0 ? asked.delay() : asked.retry());
    }

    /** Whether it looks like an id: there need be no such job. */
    static boolean isId(String id) {
        return id.length() == ID_LENGTH && id.startsWith("D-") && id.charAt(10) == '-' && id.charAt(35) == '-';
    }

    /** Its state as this node knows it: what is queued is so at one node. */
    State stateAt(DisqueNode node) {
        return node == home ? state : State.ACTIVE;
    }

    boolean isAtMostOnce() {
        return asked.retry() == 0;
    }

    private static String newId(DisqueNode by, DisqueAdd asked) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        // The server has it in 32 bits.
        int minutes = Math.min(MOST_MINUTES, (int) asked.ttl() / 60);
        minutes = minutes < 0 ? 1 : minutes;
        minutes = asked.retry() > 0 ? minutes | 1 : minutes & ~1;
        return "D-%s-%s-%04x"
                .formatted(by.id.substring(0, 8), Base64.getEncoder().encodeToString(random), minutes);
    }
}
