package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.camel.JobAcknowledgement;
import io.jobferry.redisqueue.RedisEnvelope;
import java.util.List;

@NeedsServer(ServerKind.REDIS)
class RedisRawRoutesOnRealServerTest extends RedisRouteContract {
    RedisRawRoutesOnRealServerTest() {
        super(RedisEnvelope.RAW);
    }

    /** An element that anybody can push has no id until it is reserved. */
    @Override
    protected void assertIds(List<?> told, List<String> delivered) {
        assertThat(told).hasSameSizeAs(delivered).allMatch(""::equals);
        assertThat(delivered).doesNotHaveDuplicates().doesNotContain("");
    }

    /** Back on the list it is an element as it was. */
    @Override
    protected void assertIsAgain(JobAcknowledgement again, JobAcknowledgement before) {
        assertThat(again.jobId()).isNotEqualTo(before.jobId());
    }
}
