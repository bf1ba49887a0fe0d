package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.PutOptions;
import io.jobferry.Reservation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the backends of servers that know priorities keep besides {@link BackendContract}. */
public abstract class PriorityContract extends ContractFixture {
    private Backend backend;

    /** A new backend on the server; the contract closes it. */
    protected abstract Backend open();

    /** Options that give a job this priority: the smaller the more urgent. */
    protected abstract PutOptions priority(long priority);

    @BeforeEach
    final void openBackend() {
        backend = closedAfter(open());
    }

    @Override
    protected final JobSource source(List<String> queues) {
        return backend.source(queues);
    }

    @Override
    protected final JobSink sink(String queue) {
        return backend.sink(queue);
    }

    @Test
    void the_most_urgent_job_comes_first_and_among_equals_the_oldest() throws Exception {
        put(priority(5), "5 old", "5 new");
        put(priority(9), "9");
        put(priority(0), "0");

        assertThat(texts(many(newSource(), 4))).containsExactly("0", "5 old", "5 new", "9");
    }

    @Test
    void a_retry_keeps_the_priority() throws Exception {
        put(priority(1), "urgent");
        JobSource source = newSource();
        Reservation first = one(source);
        put(priority(2), "less");

        settle(source, first, Outcome.retry(Duration.ZERO));

        assertThat(texts(many(source, 2))).containsExactly("urgent", "less");
    }

    @Test
    void the_dead_keep_their_priority() throws Exception {
        put(priority(1), "urgent");
        JobSource source = newSource();
        settle(source, one(source), Outcome.dead("for now"));
        put(priority(2), "less");

        backend.admin(queue()).redrive(1);

        assertThat(texts(many(source, 2))).containsExactly("urgent", "less");
    }

    @Test
    void a_job_that_was_given_back_comes_before_younger_ones() throws Exception {
        put(priority(7), "first", "second");
        JobSource source = newSource();
        one(source);

        source.close();

        assertThat(texts(many(newSource(), 2))).containsExactly("first", "second");
    }
}
