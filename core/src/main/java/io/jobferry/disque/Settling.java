package io.jobferry.disque;

import io.jobferry.Outcome;
import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import java.time.Duration;

/** How outcomes are settled and leases extended: the first step of each. */
final class Settling {
    private final Moves moves;
    private final HeldRetries retries;
    private final Duration maxHold;

    Settling(Moves moves, HeldRetries retries, Duration maxHold) {
        this.moves = moves;
        this.retries = retries;
        this.maxHold = maxHold;
    }

    Step settle(DisqueReservation reservation, Outcome outcome) {
        return switch (outcome.kind()) {
            case DONE -> moves.done(reservation);
            case RETRY -> retry(reservation, outcome.delay());
            case RETURN -> moves.giveBack(reservation);
            case DEAD -> moves.dead(reservation);
        };
    }

    /** At most once is never again: the NACK of such a job is answered with 0. */
    private Step retry(DisqueReservation reservation, Duration delay) {
        if (delay.isZero() || reservation.atMostOnce()) {
            return moves.nack(reservation);
        }
        return delay.compareTo(maxHold) > 0 ? moves.addAnew(reservation, delay) : hold(reservation, delay);
    }

    private Step hold(DisqueReservation reservation, Duration delay) {
        long now = System.nanoTime();
        return Step.send(Commands.of(Commands.Name.WORKING, reservation.id()), reply -> {
            if (Answers.isNo(reply, "NOJOB")) {
                return Step.end(Settled.LEASE_LOST);
            }
            if (Answers.isNo(reply, "TOOLATE")) {
                return moves.addAnew(reservation, delay);
            }
            reservation.extended(now, reply.integer());
            retries.hold(reservation, now + delay.toNanos());
            return Step.end(Settled.APPLIED);
        });
    }

    /** WORKING. Past half of the job's life there is no more of it; what is left of the lease SHOW tells. */
    static Step extend(DisqueReservation reservation) {
        if (reservation.atMostOnce()) {
            return Step.end(Settled.APPLIED); // its lease never ends; WORKING would queue it again
        }
        long now = System.nanoTime();
        return Step.send(Commands.of(Commands.Name.WORKING, reservation.id()), reply -> {
            if (Answers.isNo(reply, "NOJOB")) {
                return Step.end(Settled.LEASE_LOST);
            }
            if (Answers.isNo(reply, "TOOLATE")) {
                return lastLease(reservation, now);
            }
            reservation.extended(now, reply.integer());
            return Step.end(Settled.APPLIED);
        });
    }

    private static Step lastLease(DisqueReservation reservation, long now) {
        return Step.send(Commands.of(Commands.Name.SHOW, reservation.id()), (Reply shown) -> {
            if (shown.isNil()) {
                return Step.end(Settled.LEASE_LOST);
            }
            reservation.lasts(now, DisqueJobInfo.of(shown).nextRequeueWithin());
            return Step.end(Settled.REFUSED);
        });
    }
}
