package io.jobferry.camel.beanstalk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server and routes for each test, and the bodies that the routes have seen. */
abstract class RoutesOnServer {
    final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    BeanstalkServer server;
    BeanstalkRoutes routes;

    /** A server that is not started yet. */
    protected abstract BeanstalkServer server();

    @BeforeEach
    void open() {
        server = server();
        routes = new BeanstalkRoutes(server);
    }

    @AfterEach
    void close() {
        routes.close();
        server.close();
    }

    void see(String from) throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).process(RoutesOnServer.this::see);
            }
        });
    }

    void start(String from, String to) throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        });
    }

    void see(Exchange exchange) {
        seen.add(exchange.getMessage().getBody(String.class));
    }
}
