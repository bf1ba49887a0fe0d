package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import io.jobferry.Reservation;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract on a beanstalkd, whoever made it. */
public abstract class BeanstalkContract extends BackendContract {
    /** Of a server that was not told otherwise ({@code -z}). */
    private static final int MAX_JOB_SIZE = 65_535;

    /** The address of the server. */
    protected abstract String server();

    @Override
    protected Backend open() {
        return new BeanstalkBackend(BeanstalkOptions.of(server()));
    }

    @Override
    protected PutOptions shortLease() {
        return BeanstalkPut.DEFAULT.withTimeToRun(SHORT_LEASE);
    }

    @Override
    protected String badQueue() {
        return "mail box";
    }

    @Test
    void fault_15_a_body_at_the_servers_limit_is_put_and_one_above_it_is_too_big_but_not_its_neighbours()
            throws InterruptedException {
        Body atLimit = Body.of(new byte[MAX_JOB_SIZE]);
        Body aboveLimit = Body.of(new byte[MAX_JOB_SIZE + 1]);
        JobSink sink = closedAfter(sink(queue()));

        List<PutResult> results = sink.put(List.of(NewJob.of(atLimit), NewJob.of(aboveLimit), NewJob.of("b")));
        List<Reservation> reserved = many(newSource(), 2);

        assertThat(results)
                .extracting(PutResult::kind)
                .containsExactly(PutResult.Kind.PUT, PutResult.Kind.TOO_BIG, PutResult.Kind.PUT);
        assertThat(results.get(1).reason()).isEqualTo("JOB_TOO_BIG");
        assertThat(reserved).extracting(each -> each.job().body()).containsExactly(atLimit, Body.utf8("b"));
    }

    @Nested
    class Priority extends PriorityContract {
        @Override
        protected Backend open() {
            return new BeanstalkBackend(BeanstalkOptions.of(server()));
        }

        @Override
        protected PutOptions priority(long priority) {
            return BeanstalkPut.DEFAULT.withPriority(priority);
        }
    }
}
