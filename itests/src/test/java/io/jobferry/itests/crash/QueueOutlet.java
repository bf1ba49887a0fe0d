package io.jobferry.itests.crash;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settlement;
import java.time.Duration;
import java.util.List;

/** A queue of a server. Its jobs stay in it until the end: what is taken while a server dies could come twice to us, too. */
final class QueueOutlet implements Outlet {
    private final Backend backend;
    private final String queue;
    private final QueueAdmin admin;
    private int arrived;

    /** A queue of this backend, which now belongs to it. */
    QueueOutlet(Backend backend, String queue) {
        this.backend = backend;
        this.queue = queue;
        this.admin = backend.admin(queue);
    }

    @Override
    public int arrived() {
        try {
            arrived = Math.toIntExact(admin.stats().ready().orElseThrow());
        } catch (QueueException e) {
            // It is down: what was in it still is.
        }
        return arrived;
    }

    @Override
    public void settle(Account account) throws InterruptedException {
        try (JobSource source = backend.source(List.of(queue))) {
            List<Reservation> reserved = source.reserve(1000, Duration.ofSeconds(2));
            while (!reserved.isEmpty()) {
                reserved.forEach(each -> account.came(each.job().body().utf8()));
                source.settle(reserved.stream()
                        .map(each -> new Settlement(each, Outcome.done()))
                        .toList());
                reserved = source.reserve(1000, Duration.ofSeconds(2));
            }
        }
    }

    @Override
    public void close() {
        backend.close();
    }
}
