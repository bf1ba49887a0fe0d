package io.jobferry.camel.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.camel.EmbeddedServer;
import io.jobferry.camel.Trust;
import io.jobferry.testing.ServerCertificate;
import io.jobferry.testing.TlsProxy;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server behind TLS, whose certificate only those accept who were told to. */
@Timeout(60)
class BeanstalkTlsTest {
    private static ServerCertificate certificate;
    private static ServerCertificate ofAnotherHost;

    private final EmbeddedServer server = EmbeddedServer.beanstalkd().started();
    private final BeanstalkRoutes routes = new BeanstalkRoutes(server);
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private TlsProxy proxy;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws Exception {
        certificate = ServerCertificate.forHost("localhost", directory);
        ofAnotherHost = ServerCertificate.forHost("elsewhere.example", directory);
    }

    @BeforeEach
    void open() throws Exception {
        proxy = new TlsProxy(certificate.context(), server.port());
        routes.context.start();
    }

    @AfterEach
    void close() {
        routes.close();
        proxy.close();
        server.close();
    }

    @Test
    void a_job_goes_there_and_back() throws Exception {
        routes.context.getRegistry().bind("ssl", Trust.in(certificate));
        String uri = "beanstalk:a?servers=tls://" + proxy.address() + "&sslContextParameters=#ssl";
        see(uri);

        Exchange put = put(uri);

        assertThat(put.getException()).isNull();
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("x");
        routes.awaitEmpty("a");
    }

    @Test
    void a_component_that_is_told_to_uses_the_trust_of_the_whole_context() throws Exception {
        routes.context.setSSLContextParameters(Trust.in(certificate));
        routes.component.setUseGlobalSslContextParameters(true);
        String uri = "beanstalk:a?servers=tls://" + proxy.address();
        see(uri);

        Exchange put = put(uri);

        assertThat(put.getException()).isNull();
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("x");
        routes.awaitEmpty("a");
    }

    @Test
    void a_component_that_is_not_told_to_leaves_the_trust_of_the_whole_context_alone() throws Exception {
        routes.context.setSSLContextParameters(Trust.in(certificate));

        Exchange put = put("beanstalk:a?servers=tls://" + proxy.address());

        assertThat(put.getException()).hasMessageContaining("certification path");
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void a_certificate_that_nobody_vouches_for_is_refused_and_nothing_is_put() {
        Exchange put = put("beanstalk:a?servers=tls://" + proxy.address());

        assertThat(put.getException())
                .hasMessageContaining("no connection")
                .hasMessageContaining("certification path")
                .hasMessageContaining(proxy.address())
                .hasCauseInstanceOf(SSLHandshakeException.class);
        assertThat(routes.count("a")).isZero();
    }

    @Test
    void a_certificate_for_another_host_is_refused_and_nothing_is_put() throws Exception {
        routes.context.getRegistry().bind("ssl", Trust.in(ofAnotherHost));
        try (TlsProxy other = new TlsProxy(ofAnotherHost.context(), server.port())) {
            Exchange put = put("beanstalk:a?servers=tls://" + other.address() + "&sslContextParameters=#ssl");

            assertThat(put.getException())
                    .hasMessageContaining("no connection")
                    .hasMessageContaining("name matching localhost")
                    .hasMessageContaining(other.address())
                    .hasCauseInstanceOf(SSLHandshakeException.class);
            assertThat(routes.count("a")).isZero();
        }
    }

    private void see(String uri) throws Exception {
        routes.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(exchange -> seen.add(exchange.getMessage().getBody(String.class)));
            }
        });
    }

    private Exchange put(String uri) {
        return routes.context
                .createProducerTemplate()
                .send(uri, exchange -> exchange.getMessage().setBody("x"));
    }
}
