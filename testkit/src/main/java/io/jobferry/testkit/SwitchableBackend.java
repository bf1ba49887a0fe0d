package io.jobferry.testkit;

import io.jobferry.Backend;
import io.jobferry.Job;
import io.jobferry.JobLabel;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.PutOptions;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * A backend that can be switched off, as a server that goes down, and that counts what its sources are asked. Any thread.
 */
public final class SwitchableBackend implements Backend {
    private final Backend backend;
    private volatile boolean down;

    final AtomicInteger reserves = new AtomicInteger();
    final AtomicInteger extensions = new AtomicInteger();
    final AtomicInteger largestReserve = new AtomicInteger();

    /** This backend, switched on. It closes with this one. */
    public SwitchableBackend(Backend backend) {
        this.backend = backend;
    }

    /** From now on it cannot be reached. */
    public void goDown() {
        down = true;
    }

    /** From now on it can be reached again; what was held is still held, as on a server that only lost its network. */
    public void comeUp() {
        down = false;
    }

    /** How often its sources were asked for jobs. */
    public int reserves() {
        return reserves.get();
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public JobSource source(List<String> queues) {
        return new SwitchableSource(backend.source(queues));
    }

    @Override
    public JobSink sink(String queue) {
        return backend.sink(queue);
    }

    @Override
    public QueueAdmin admin(String queue) {
        return backend.admin(queue);
    }

    @Override
    public Optional<PutOptions> labelled(JobLabel label, Duration delay) {
        return backend.labelled(label, delay);
    }

    @Override
    public void close() {
        backend.close();
    }

    private final class SwitchableSource implements JobSource {
        private final JobSource source;

        SwitchableSource(JobSource source) {
            this.source = source;
        }

        @Override
        public List<Reservation> reserve(int max, Duration wait) throws InterruptedException {
            reserves.incrementAndGet();
            largestReserve.accumulateAndGet(max, Math::max);
            if (down) {
                throw new QueueException(QueueException.Kind.UNREACHABLE, "switched off");
            }
            return source.reserve(max, wait);
        }

        @Override
        public List<Settled> settle(List<Settlement> settlements) {
            return down ? settlements.stream().map(s -> Settled.UNKNOWN).toList() : source.settle(settlements);
        }

        @Override
        public List<Settled> extend(List<Reservation> held) {
            extensions.incrementAndGet();
            return down ? held.stream().map(r -> Settled.UNKNOWN).toList() : source.extend(held);
        }

        @Override
        public int attempt(Reservation reservation) {
            return source.attempt(reservation);
        }

        @Override
        public void onQuarantined(BiConsumer<Job, String> told) {
            source.onQuarantined(told);
        }

        @Override
        public void wakeup() {
            source.wakeup();
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
