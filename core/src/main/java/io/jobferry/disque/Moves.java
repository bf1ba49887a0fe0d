package io.jobferry.disque;

import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespError;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import redis.clients.jedis.CommandArguments;

/**
 * Ways to get rid of a job that we hold. One that moves is first added to where it goes and then acknowledged: between
 * the two it is there twice, never not at all.
 */
final class Moves {
    private final DisqueOptions options;

    Moves(DisqueOptions options) {
        this.options = options;
    }

    /** Done. */
    Step done(DisqueReservation reservation) {
        return new Step.Acknowledge(options.ackMode(), reservation.id());
    }

    /** The command that all of these are done. */
    CommandArguments acknowledge(Collection<DisqueReservation> done) {
        return Commands.acknowledge(
                options.ackMode(), done.stream().map(DisqueReservation::id).toList());
    }

    /** Back to its queue, counted. */
    Step nack(DisqueReservation reservation) {
        return Step.send(
                Commands.of(Commands.Name.NACK, reservation.id()), reply -> Step.end(Answers.toQueueing(reply)));
    }

    /** Back to its queue, not counted as a NACK. One that is delivered at most once is never queued again: a new one is. */
    Step giveBack(DisqueReservation reservation) {
        return reservation.atMostOnce()
                ? addAnew(reservation, Duration.ZERO)
                : Step.send(
                        Commands.of(Commands.Name.ENQUEUE, reservation.id()),
                        reply -> Step.end(Answers.toQueueing(reply)));
    }

    /**
     * To the dead queue. Where that does not take it, it comes back at once: it must not be lost, and whoever wanted it
     * dead is told that he has it no more.
     */
    Step dead(DisqueReservation reservation) {
        String queue = options.deadQueueOf(reservation.job().queue());
        DisquePut put = DisquePut.DEFAULT.withTtl(options.deadTtl());
        return add(
                Commands.addJob(queue, reservation.job().body(), put, options.replicas()),
                reservation,
                Step.send(
                        Commands.of(Commands.Name.NACK, reservation.id()),
                        reply -> Step.end(reply.error() == null ? Settled.LEASE_LOST : Answers.toQueueing(reply))));
    }

    /**
     * To its queue as a new job, which is queued after the delay and lives for as long as the old one would have; to the
     * dead where that is not long enough. Its counters begin anew.
     */
    Step addAnew(DisqueReservation reservation, Duration delay) {
        return Step.send(Commands.of(Commands.Name.SHOW, reservation.id()), shown -> {
            if (shown.isNil()) {
                return Step.end(Settled.LEASE_LOST);
            }
            DisqueJobInfo info = DisqueJobInfo.of(shown);
            if (info.state() == DisqueJobInfo.State.ACKED) {
                return Step.end(Settled.LEASE_LOST);
            }
            if (DisquePut.seconds(delay) >= info.ttl().toSeconds()) {
                return dead(reservation);
            }
            return add(addAgain(reservation, info, delay), reservation, nack(reservation));
        });
    }

    private CommandArguments addAgain(DisqueReservation reservation, DisqueJobInfo info, Duration delay) {
        DisquePut put = new DisquePut(Math.toIntExact(info.repl()), delay, info.retry(), info.ttl(), null, false);
        return Commands.addJob(reservation.job().queue(), reservation.job().body(), put, options.replicas());
    }

    /** Acknowledged by ACKJOB, whatever the mode: a second delivery of this one would be wrong, not only wasted. */
    private static Step add(CommandArguments add, DisqueReservation reservation, Step refused) {
        return Step.send(add, added -> {
            if (isRefused(added)) {
                return refused;
            }
            added.text(); // throws what broke
            return new Step.Acknowledge(AckMode.ACKJOB, reservation.id());
        });
    }

    private static boolean isRefused(Reply added) {
        return added.error() == null ? added.isNil() : added.error() instanceof RespError;
    }

    /** The same for a list. */
    List<Step> giveBack(List<DisqueReservation> reservations) {
        return reservations.stream().map(this::giveBack).toList();
    }
}
