package io.jobferry.camel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server and routes for each test, and the bodies that the routes have seen. */
public abstract class RoutesOnServer {
    protected final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    protected QueueServer server;
    protected QueueRoutes routes;

    protected abstract String scheme();

    /** A server that is not started yet. */
    protected abstract QueueServer server();

    /** Routes that begin at the server. */
    protected QueueRoutes routes() {
        return QueueRoutes.on(scheme(), server);
    }

    @BeforeEach
    void open() {
        server = server();
        routes = routes();
    }

    @AfterEach
    void close() {
        routes.close();
        server.close();
    }

    /** The endpoint of these queues. */
    protected String uri(String queues) {
        return scheme() + ":" + queues;
    }

    protected void see(String from) throws Exception {
        routes.start(from, route -> route.process(this::see));
    }

    protected void see(Exchange exchange) {
        seen.add(exchange.getMessage().getBody(String.class));
    }
}
