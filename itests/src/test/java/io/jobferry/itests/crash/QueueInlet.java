package io.jobferry.itests.crash;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.JobState;
import io.jobferry.NewJob;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import io.jobferry.QueueStats;
import java.util.Arrays;
import java.util.List;

/** A queue of a server. */
final class QueueInlet implements Inlet {
    private final Backend backend;
    private final JobSink sink;
    private final QueueAdmin admin;
    private final PutOptions how;
    private String left = "unknown";

    /** A queue of this backend, which now belongs to it. */
    QueueInlet(Backend backend, String queue, PutOptions how) {
        this.backend = backend;
        this.sink = backend.sink(queue);
        this.admin = backend.admin(queue);
        this.how = how;
    }

    @Override
    public void put(List<Integer> numbers, Account account) {
        try {
            List<PutResult> results = sink.put(numbers.stream()
                    .map(number -> new NewJob(Body.utf8(Account.body(number)), how))
                    .toList());
            for (int i = 0; i < numbers.size(); i++) {
                account.answered(numbers.get(i), results.get(i).kind());
            }
        } catch (QueueException e) { // nothing was put
            numbers.forEach(number -> account.answered(number, PutResult.Kind.REFUSED));
        }
    }

    @Override
    public boolean isEmpty() {
        try {
            QueueStats stats = admin.stats();
            left = stats.toString();
            return Arrays.stream(JobState.values())
                    .allMatch(state -> stats.of(state).orElseThrow() == 0);
        } catch (QueueException e) {
            return false;
        }
    }

    @Override
    public String left() {
        return left;
    }

    @Override
    public void close() {
        backend.close();
    }
}
