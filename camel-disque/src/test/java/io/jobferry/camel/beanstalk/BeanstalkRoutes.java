package io.jobferry.camel.beanstalk;

import static org.awaitility.Awaitility.await;

import io.jobferry.Body;
import io.jobferry.PutResult;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkClient;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.camel.QueueRoutes;
import io.jobferry.camel.QueueServer;
import java.util.Map;
import java.util.Objects;

/** Routes on a beanstalkd, and its own words for a look from beside. */
final class BeanstalkRoutes extends QueueRoutes {
    final BeanstalkComponent component = new BeanstalkComponent();
    private final BeanstalkBackend backend;

    BeanstalkRoutes(QueueServer server) {
        this(server, new BeanstalkBackend(BeanstalkOptions.of(server.address())));
    }

    private BeanstalkRoutes(QueueServer server, BeanstalkBackend backend) {
        super(backend);
        this.backend = backend;
        component.getConfiguration().setServers(server.address());
        context.addComponent("beanstalk", component);
    }

    /** Puts it with the defaults; returns the id. */
    long putOne(String tube, String body) {
        return putOne(tube, BeanstalkPut.DEFAULT, body);
    }

    long putOne(String tube, BeanstalkPut how, String body) {
        try (BeanstalkClient client = backend.client()) {
            client.use(tube);
            PutResult result = client.put(how, Body.utf8(body));
            return Long.parseLong(Objects.requireNonNull(result.id()));
        }
    }

    /** A figure of stats-tube; 0 if there is no such tube. */
    long count(String tube, String figure) {
        try (BeanstalkClient client = backend.client()) {
            return client.statsTube(tube).map(stats -> number(stats, figure)).orElse(0L);
        }
    }

    /** A figure of stats-job; -1 if there is no such job. */
    long ofJob(long id, String figure) {
        try (BeanstalkClient client = backend.client()) {
            return client.statsJob(id).map(stats -> number(stats, figure)).orElse(-1L);
        }
    }

    void awaitCount(String tube, String figure, long expected) {
        await().atMost(PATIENCE).until(() -> count(tube, figure) == expected);
    }

    private static long number(Map<String, String> stats, String figure) {
        return Long.parseLong(Objects.requireNonNull(stats.get(figure)));
    }
}
