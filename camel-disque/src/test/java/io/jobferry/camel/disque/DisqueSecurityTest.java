package io.jobferry.camel.disque;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.camel.QueueDevConsole;
import io.jobferry.camel.Trust;
import io.jobferry.testing.ServerCertificate;
import io.jobferry.testing.TlsProxy;
import io.jobferry.testkit.EmbeddedDisque;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that asks for a password, and one behind TLS. */
@Timeout(60)
class DisqueSecurityTest {
    private static final String PASSWORD = "hush-hush";

    private final EmbeddedDisque server =
            EmbeddedDisque.builder().password(PASSWORD).start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final String from = "disque:mail?servers=" + server.address() + "&password=" + PASSWORD;

    @BeforeEach
    void open() {
        context.start();
    }

    @AfterEach
    void close() {
        context.stop();
        server.close();
    }

    @Test
    void the_password_opens_the_server() throws Exception {
        see(from);

        Exchange put = put(from);

        assertThat(put.getException()).isNull();
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("x");
    }

    @Test
    void fault_41_another_password_does_not_and_is_not_told() {
        Exchange put = put("disque:mail?servers=" + server.address() + "&password=other-word");

        assertThat(put.getException()).hasMessageContaining("invalid password");
        assertThat(put.getException()).hasStackTraceContaining("invalid password");
        assertThat(trace(put)).doesNotContain("other-word");
    }

    @Test
    void fault_41_the_password_is_not_shown_by_endpoint_console_or_jmx() throws Exception {
        see(from);
        QueueDevConsole console = new QueueDevConsole();
        console.setCamelContext(context);
        console.start();

        assertThat(context.getEndpoint(from).toString()).doesNotContain(PASSWORD);
        assertThat(String.valueOf(console.call(DevConsole.MediaType.TEXT))).doesNotContain(PASSWORD);
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        for (ObjectName bean : beans.queryNames(
                new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*"), null)) {
            assertThat(bean.toString()).doesNotContain(PASSWORD);
            for (var attribute : beans.getMBeanInfo(bean).getAttributes()) {
                if (attribute.getName().endsWith("Uri") || attribute.getName().endsWith("Url")) {
                    assertThat(String.valueOf(beans.getAttribute(bean, attribute.getName())))
                            .as("%s of %s", attribute.getName(), bean)
                            .doesNotContain(PASSWORD);
                }
            }
        }
    }

    @Test
    void a_job_goes_there_and_back_through_tls(@TempDir Path directory) throws Exception {
        ServerCertificate certificate = ServerCertificate.forHost("localhost", directory);
        try (TlsProxy proxy = new TlsProxy(certificate.context(), server.port())) {
            context.getRegistry().bind("ssl", Trust.in(certificate));
            String uri = "disque:mail?servers=disques://" + proxy.address() + "&sslContextParameters=#ssl&password="
                    + PASSWORD;
            see(uri);

            Exchange put = put(uri);

            assertThat(put.getException()).isNull();
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("x");
            context.stop();
        }
    }

    @Test
    void fault_41_a_certificate_that_nobody_vouches_for_is_refused_and_no_password_is_sent(@TempDir Path directory)
            throws Exception {
        ServerCertificate certificate = ServerCertificate.forHost("localhost", directory);
        try (TlsProxy proxy = new TlsProxy(certificate.context(), server.port())) {
            Exchange put = put("disque:mail?servers=disques://" + proxy.address() + "&password=" + PASSWORD);

            assertThat(put.getException())
                    .hasMessageContaining(proxy.address())
                    .hasStackTraceContaining(SSLHandshakeException.class.getName());
            assertThat(trace(put)).doesNotContain(PASSWORD);
        }
    }

    private void see(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(exchange -> seen.add(exchange.getMessage().getBody(String.class)));
            }
        });
    }

    private Exchange put(String uri) {
        return context.createProducerTemplate()
                .send(uri, exchange -> exchange.getMessage().setBody("x"));
    }

    private static String trace(Exchange failed) {
        StringWriter text = new StringWriter();
        Objects.requireNonNull(failed.getException()).printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
