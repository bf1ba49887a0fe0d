package io.jobferry.camel.beanstalk;

import static org.awaitility.Awaitility.await;

import io.jobferry.Body;
import io.jobferry.PutResult;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkClient;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.camel.QueueServer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Routes on a beanstalkd, and a client to look at it from beside. */
final class BeanstalkRoutes implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(15);

    final CamelContext context = new DefaultCamelContext();
    final BeanstalkComponent component = new BeanstalkComponent();
    private final BeanstalkBackend beside;

    BeanstalkRoutes(QueueServer server) {
        beside = new BeanstalkBackend(BeanstalkOptions.of(server.address()));
        component.getConfiguration().setServers(server.address());
        context.addComponent("beanstalk", component);
        context.getShutdownStrategy().setTimeout(10);
        context.getShutdownStrategy().setShutdownNowOnTimeout(true);
    }

    void start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
    }

    /** Puts it with the defaults; returns the id. */
    long put(String tube, String body) {
        return put(tube, BeanstalkPut.DEFAULT, body);
    }

    long put(String tube, BeanstalkPut how, String body) {
        try (BeanstalkClient client = beside.client()) {
            client.use(tube);
            PutResult result = client.put(how, Body.utf8(body));
            return Long.parseLong(Objects.requireNonNull(result.id()));
        }
    }

    /** A figure of stats-tube; 0 if there is no such tube. */
    long count(String tube, String figure) {
        try (BeanstalkClient client = beside.client()) {
            return client.statsTube(tube).map(stats -> number(stats, figure)).orElse(0L);
        }
    }

    /** A figure of stats-job; -1 if there is no such job. */
    long ofJob(long id, String figure) {
        try (BeanstalkClient client = beside.client()) {
            return client.statsJob(id).map(stats -> number(stats, figure)).orElse(-1L);
        }
    }

    /** Jobs of the tube in any state. */
    long jobs(String tube) {
        try (BeanstalkClient client = beside.client()) {
            return client.statsTube(tube)
                    .map(stats -> number(stats, "current-jobs-ready")
                            + number(stats, "current-jobs-reserved")
                            + number(stats, "current-jobs-delayed")
                            + number(stats, "current-jobs-buried"))
                    .orElse(0L);
        }
    }

    void awaitEmpty(String tube) {
        await().atMost(PATIENCE).until(() -> jobs(tube) == 0);
    }

    void awaitCount(String tube, String figure, long expected) {
        await().atMost(PATIENCE).until(() -> count(tube, figure) == expected);
    }

    private static long number(Map<String, String> stats, String figure) {
        return Long.parseLong(Objects.requireNonNull(stats.get(figure)));
    }

    @Override
    public void close() {
        context.stop();
        beside.close();
    }
}
