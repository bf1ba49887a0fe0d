package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutResult;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that says no. */
@NeedsServer(ServerKind.REDIS)
class RedisServerFaultsTest extends RedisMembersFixture {
    RedisServerFaultsTest(TestServer redis) {
        super(redis);
    }

    @Test
    void fault_32_a_server_out_of_memory_refuses_puts_and_jobs_go_on() throws Exception {
        go.lpush(WAITING, FROM_GO);
        JobSource source = source();
        go.configSet("maxmemory", "1");

        PutResult put = backend.sink("mail").put(List.of(NewJob.of("more"))).get(0);
        Reservation job = one(source);
        Settled extended = source.extend(List.of(job)).get(0);
        List<Reservation> none = source.reserve(1, Duration.ofMillis(200));
        Settled settled = settle(source, job, Outcome.retry(Duration.ZERO));

        assertThat(put.kind()).isEqualTo(PutResult.Kind.REFUSED);
        assertThat(put.reason()).startsWith("OOM");
        assertThat(none).isEmpty();
        assertThat(List.of(extended, settled)).containsOnly(Settled.APPLIED);
        assertThat(go.llen(WAITING)).isEqualTo(1);
    }
}
