package io.jobferry.memory;

import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A {@link Holder} that watches some queues, and what it handed out. */
final class MemorySource implements JobSource {
    private final MemoryBackend backend;
    private final JobStore store;
    private final Holder holder;
    /** The newest reservation of each job, also past the lease's end. Guarded by the store's lock, as is closed. */
    private final Map<Long, MemoryReservation> held = new HashMap<>();

    private boolean closed;

    MemorySource(MemoryBackend backend, JobStore store, List<String> queues) {
        this.backend = backend;
        this.store = store;
        this.holder = store.holder();
        queues.forEach(holder::watch);
    }

    @Override
    public List<Reservation> reserve(int max, Duration wait) throws InterruptedException {
        if (max < 1) {
            throw new IllegalArgumentException("max is below 1: " + max);
        }
        if (wait.isNegative() || wait.compareTo(MAX_WAIT) > 0) {
            throw new IllegalArgumentException("wait is not in 0 to " + MAX_WAIT.toSeconds() + " s: " + wait);
        }
        // Also around the wait, which gives the lock up: so nothing is reserved that is not yet in held.
        store.lock.lockInterruptibly();
        try {
            if (closed) {
                throw new QueueException(
                        QueueException.Kind.CLOSED, "source is closed (reserve, " + backend.name() + ")");
            }
            List<Reservation> reserved = new ArrayList<>();
            for (JobView view : holder.reserve(max, wait)) {
                MemoryReservation reservation = new MemoryReservation(backend.job(view), view);
                held.put(view.id(), reservation);
                reserved.add(reservation);
            }
            return reserved;
        } finally {
            store.lock.unlock();
        }
    }

    @Override
    public List<Settled> settle(List<Settlement> settlements) {
        return store.ask(() -> settlements.stream().map(this::settle).toList());
    }

    private Settled settle(Settlement settlement) {
        if (!(settlement.reservation() instanceof MemoryReservation reservation)
                || !held.remove(reservation.id, reservation)) {
            return Settled.LEASE_LOST;
        }
        long id = reservation.id;
        Outcome outcome = settlement.outcome();
        boolean applied = switch (outcome.kind()) {
            case DONE -> holder.delete(id);
            case RETRY -> holder.release(id, reservation.priority, outcome.delay());
            case DEAD -> holder.bury(id, reservation.priority, outcome.reason());
            case RETURN -> holder.giveBack(id);
        };
        return applied ? Settled.APPLIED : Settled.LEASE_LOST;
    }

    @Override
    public List<Settled> extend(List<Reservation> reservations) {
        return store.ask(() -> reservations.stream().map(this::extend).toList());
    }

    private Settled extend(Reservation held) {
        if (!(held instanceof MemoryReservation reservation)
                || this.held.get(reservation.id) != reservation
                || !holder.touch(reservation.id)) {
            return Settled.LEASE_LOST;
        }
        store.find(reservation.id).ifPresent(view -> reservation.extendedUntil(view.leaseEndNanos()));
        return Settled.APPLIED;
    }

    @Override
    public int attempt(Reservation reservation) {
        return reservation.job().attempt().orElse(1);
    }

    @Override
    public void wakeup() {
        holder.wakeup();
    }

    @Override
    public void close() {
        backend.forget(this);
        store.tell(() -> {
            closed = true;
            held.clear();
            holder.close();
        });
    }
}
