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

/**
 * A queue of a server. Its jobs stay in it until they are settled: what is taken while a server dies could come twice to us,
 * too.
 */
final class QueueOutlet implements Outlet {
    private static final int TAKE_AT_ONCE = 1000;

    private final Backend backend;
    private final String queue;
    private final QueueAdmin admin;
    private final Account account;
    private int settled;
    private int arrived;

    /** A queue of this backend, which now belongs to it. */
    QueueOutlet(Backend backend, String queue, Account account) {
        this.backend = backend;
        this.queue = queue;
        this.admin = backend.admin(queue);
        this.account = account;
    }

    @Override
    public int arrived() {
        try {
            arrived = settled + ready();
        } catch (QueueException e) {
            // It is down: what was in it still is.
        }
        return arrived;
    }

    private int ready() {
        return Math.toIntExact(admin.stats().ready().orElseThrow());
    }

    @Override
    public void settle() throws InterruptedException {
        int due = settled + ready();
        try (JobSource source = backend.source(List.of(queue))) {
            while (settled < due) {
                List<Reservation> reserved =
                        source.reserve(Math.min(TAKE_AT_ONCE, due - settled), Duration.ofSeconds(2));
                reserved.forEach(each -> account.came(each.job().body().utf8()));
                source.settle(reserved.stream()
                        .map(each -> new Settlement(each, Outcome.done()))
                        .toList());
                settled += reserved.size();
            }
        }
    }

    @Override
    public void close() {
        backend.close();
    }
}
