package io.jobferry.camel.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.PutOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.camel.EmbeddedServer;
import io.jobferry.camel.IdempotentContract;
import io.jobferry.camel.QueueRoutes;
import io.jobferry.camel.QueueServer;
import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.Builder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

class BeanstalkIdempotentTest extends IdempotentContract {
    @Override
    protected String scheme() {
        return "beanstalk";
    }

    @Override
    protected QueueServer server() {
        return EmbeddedServer.beanstalkd();
    }

    @Override
    protected String jobKey() {
        return BeanstalkConstants.JOB_KEY;
    }

    @Override
    protected String acknowledgement() {
        return BeanstalkConstants.ACKNOWLEDGEMENT;
    }

    @Override
    protected PutOptions shortLease() {
        return BeanstalkPut.DEFAULT.withTimeToRun(Duration.ofSeconds(2));
    }

    @Test
    void a_new_job_with_the_id_of_one_before_the_servers_restart_is_not_taken_for_it() throws Exception {
        routes.start(
                "beanstalk:a",
                route -> route.idempotentConsumer(
                                Builder.header(BeanstalkConstants.JOB_KEY), new MemoryIdempotentRepository())
                        .eager(false)
                        .process(this::see));
        List<String> before = routes.put("a", "before");
        routes.awaitEmpty("a");

        server.stop();
        server.start();
        // The connections from beside broke, too, and no put is sent twice.
        try (QueueRoutes afterwards = routes()) {
            List<String> after = afterwards.put("a", "after");

            afterwards.awaitEmpty("a");
            assertThat(after).isEqualTo(before);
            assertThat(seen).containsExactly("before", "after");
        }
    }
}
