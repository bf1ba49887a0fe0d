package io.jobferry.camel.disque;

import io.jobferry.camel.EmbeddedServer;
import io.jobferry.camel.QueueRoutes;
import io.jobferry.camel.QueueServer;
import io.jobferry.disque.DisqueJobInfo;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A producer on a Disque of one node, and what its exchanges say. */
abstract class DisqueOperationFixture {
    private final QueueServer server = EmbeddedServer.disque().started();
    final QueueRoutes routes = QueueRoutes.on("disque", server);

    @BeforeEach
    void open() {
        routes.context.start();
    }

    @AfterEach
    void close() {
        routes.close();
        server.close();
    }

    final Exchange operate(String operation) {
        return routes.send("disque:a?operation=" + operation, null, Map.of());
    }

    final Exchange operate(String operation, @Nullable Object body, Object ids) {
        return routes.send("disque:a?operation=" + operation, body, Map.of(DisqueConstants.JOB_ID, ids));
    }

    final DisqueJobInfo show(String id) {
        return Objects.requireNonNull(operate("show", null, id).getMessage().getBody(DisqueJobInfo.class));
    }

    static String id(Exchange exchange) {
        return Objects.requireNonNull(exchange.getMessage().getHeader(DisqueConstants.JOB_ID, String.class));
    }
}
