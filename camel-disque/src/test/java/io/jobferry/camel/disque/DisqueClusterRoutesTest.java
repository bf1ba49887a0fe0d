package io.jobferry.camel.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobferry.camel.QueueRoutes;
import io.jobferry.testkit.EmbeddedDisque;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routes on three nodes of a cluster. */
class DisqueClusterRoutesTest {
    private static final int JOBS = 30;

    private final EmbeddedDisque cluster = EmbeddedDisque.startCluster(3);
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Set<String> seen = Collections.newSetFromMap(new ConcurrentHashMap<>());

    @BeforeEach
    void open() throws Exception {
        context.getComponent("disque", DisqueComponent.class)
                .getConfiguration()
                .setServers(String.join(",", cluster.addresses()));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("disque:mail?concurrentConsumers=3")
                        .process(exchange -> seen.add(exchange.getMessage().getBody(String.class)));
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
    void jobs_of_all_nodes_are_consumed() {
        for (String node : cluster.addresses()) {
            context.createProducerTemplate().sendBody("disque:mail?servers=" + node, node);
        }

        await().atMost(QueueRoutes.PATIENCE).until(() -> seen.size() == 3);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(cluster.addresses());
    }

    @Test
    void puts_and_routes_outlive_a_node() {
        List<String> before = put("before");
        await().atMost(QueueRoutes.PATIENCE).until(() -> seen.containsAll(before));

        cluster.kill(0);
        List<String> after = put("after");

        assertThat(after).hasSizeGreaterThanOrEqualTo(JOBS - 1);
        await().atMost(QueueRoutes.PATIENCE).until(() -> seen.containsAll(after));
    }

    @Test
    void a_node_that_leaves_is_left_by_puts_and_routes() {
        cluster.leave(0);

        List<String> put = put("after");

        assertThat(put).hasSize(JOBS);
        await().atMost(QueueRoutes.PATIENCE).until(() -> seen.containsAll(put));
    }

    /** Returns what was put for certain: the put that finds the connection to a dead node broken is of unknown fate. */
    private List<String> put(String word) {
        ProducerTemplate template = context.createProducerTemplate();
        return IntStream.range(0, JOBS)
                .mapToObj(i -> word + " " + i)
                .filter(body -> template.send(
                                        "disque:mail?replicate=2",
                                        exchange -> exchange.getMessage().setBody(body))
                                .getException()
                        == null)
                .toList();
    }
}
