package io.jobferry.beanstalk;

import io.jobferry.Settled;
import io.jobferry.beanstalk.BeanstalkReservation.State;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one connection holds, who uses it, and whether it waits. Its monitor guards all of it, the states of the
 * reservations too; there is no I/O in it. Any thread.
 */
final class Holdings {
    private final Map<Long, BeanstalkReservation> held = new HashMap<>();

    /** Reservations that are being settled or extended just now. */
    private int users;

    private boolean waiting;

    synchronized boolean isEmpty() {
        return held.isEmpty();
    }

    synchronized boolean isFree() {
        return held.isEmpty() && users == 0;
    }

    /** In how long the next lease of what is held ends, as far as we know it; empty if none is still to end. */
    synchronized OptionalLong nextLeaseEnd(long nowNanos) {
        return held.values().stream()
                .mapToLong(reservation -> reservation.leaseEndNanos() - nowNanos)
                .filter(left -> left > 0)
                .min();
    }

    /** Whether something is held, and not being settled, whose lease has ended as far as we know. */
    synchronized boolean isOverdue(long nowNanos) {
        return held.values().stream()
                .anyMatch(
                        reservation -> reservation.state == State.HELD && reservation.leaseEndNanos() - nowNanos <= 0);
    }

    /** Whether a wait may begin: then nobody can become a user until it holds something again. */
    synchronized boolean beginWait() {
        waiting = held.isEmpty() && users == 0;
        return waiting;
    }

    /** Ends the wait; whether there was one. Of those who end it, the first answer or a wakeup, one comes first. */
    synchronized boolean endWait() {
        boolean ended = waiting;
        waiting = false;
        return ended;
    }

    /** Takes a reservation for settling; false if it is over, or somebody else is settling it. To be left. */
    synchronized boolean claim(BeanstalkReservation reservation) {
        boolean claimed = use(reservation);
        if (claimed) {
            reservation.state = State.SETTLING;
        }
        return claimed;
    }

    /** Takes these for settling if they are all that is held and nobody uses one of them; else none. To be left. */
    synchronized boolean claimAll(Set<BeanstalkReservation> reservations) {
        boolean all = users == 0
                && reservations.size() == held.size()
                && reservations.stream().allMatch(each -> holds(each) && each.state == State.HELD);
        if (all) {
            reservations.forEach(this::claim);
        }
        return all;
    }

    /** Keeps a wait from beginning; false if the reservation is over or being settled. To be left. */
    synchronized boolean use(BeanstalkReservation reservation) {
        if (reservation.state != State.HELD) {
            return false;
        }
        users++;
        return true;
    }

    synchronized void leave(int count) {
        users -= count;
    }

    synchronized boolean holds(BeanstalkReservation reservation) {
        return held.get(reservation.id) == reservation;
    }

    synchronized boolean isSettling(BeanstalkReservation reservation) {
        return holds(reservation) && reservation.state == State.SETTLING;
    }

    /** A job was reserved; if we held the same one until now, its lease had ended. */
    synchronized void add(BeanstalkReservation reservation) {
        BeanstalkReservation older = held.put(reservation.id, reservation);
        if (older != null) {
            older.state = State.OVER;
        }
    }

    /** The server's answer: only what it refused to do is still held. */
    synchronized void answered(BeanstalkReservation reservation, Settled answer) {
        if (answer != Settled.REFUSED) {
            reservation.state = State.OVER;
            held.remove(reservation.id, reservation);
        } else if (reservation.state == State.SETTLING) {
            reservation.state = State.HELD;
        }
    }

    /** The connection is gone, and with it all that it held. */
    synchronized void lost() {
        held.values().forEach(reservation -> reservation.state = State.OVER);
        held.clear();
    }
}
