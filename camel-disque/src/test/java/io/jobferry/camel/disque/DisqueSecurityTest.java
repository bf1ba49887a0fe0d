package io.jobferry.camel.disque;

import io.jobferry.camel.RouteSecurityContract;
import io.jobferry.testkit.EmbeddedDisque;
import org.junit.jupiter.api.AfterEach;

class DisqueSecurityTest extends RouteSecurityContract {
    private final EmbeddedDisque server =
            EmbeddedDisque.builder().password(PASSWORD).start();

    DisqueSecurityTest() {
        super("disque", "disques", "", "invalid password");
    }

    @Override
    protected int port() {
        return server.port();
    }

    @AfterEach
    void close() {
        server.close();
    }
}
