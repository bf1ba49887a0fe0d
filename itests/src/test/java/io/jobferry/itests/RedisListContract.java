package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.PutResult;
import io.jobferry.Reservation;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import java.util.List;

/** The contract on plain lists. */
abstract class RedisListContract extends RedisContract {
    RedisListContract(String server) {
        super(server, RedisLayout.DEFAULT.withEnvelope(RedisEnvelope.RAW));
    }

    /** An element that anybody can push has no id until it is reserved. */
    @Override
    protected void assertIds(List<PutResult> puts, List<Reservation> reserved) {
        assertThat(puts).extracting(PutResult::id).containsOnly("");
        assertThat(reserved)
                .extracting(reservation -> reservation.job().id())
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }
}
