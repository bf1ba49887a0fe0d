package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.camel.disque.DisqueComponent;
import io.jobferry.camel.disque.DisqueConstants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A route on three real nodes, one of which is killed on the way. */
@NeedsServer(ServerKind.DISQUE)
class DisqueRoutesOnRealClusterTest {
    private static final int JOBS = 300;

    private final DisqueCluster cluster = DisqueCluster.start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void startRoute() throws Exception {
        context.getComponent("disque", DisqueComponent.class).getConfiguration().setServers(cluster.servers());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("disque:mail?concurrentConsumers=2&commandTimeout=2s")
                        .process(exchange ->
                                done.add(exchange.getMessage().getHeader(DisqueConstants.JOB_ID, String.class)));
            }
        });
        context.start();
    }

    @AfterEach
    void close() {
        context.stop();
        cluster.close();
    }

    @Test
    void every_job_whose_put_was_answered_is_worked_on() {
        ProducerTemplate template = context.createProducerTemplate();
        List<String> put = new ArrayList<>();

        for (int i = 0; i < JOBS; i++) {
            if (i == JOBS / 3) {
                cluster.node(0).kill();
            }
            Exchange exchange = template.send(
                    "disque:mail?replicate=2&retry=2s&commandTimeout=2s",
                    message -> message.getMessage().setBody("job"));
            if (exchange.getException() == null) {
                put.add(exchange.getMessage().getHeader(DisqueConstants.JOB_ID, String.class));
            }
        }

        assertThat(put).hasSizeGreaterThan(JOBS / 2);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(done).containsAll(put));
    }
}
