package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.testing.ServerCertificate;
import io.jobferry.testing.TlsProxy;
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
import org.junit.jupiter.api.io.TempDir;

/** Routes on a server that asks for a password, with and without TLS, and who is told the password: nobody. */
public abstract class RouteSecurityContract {
    protected static final String PASSWORD = "hush-hush";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    private final String component;
    private final String tlsScheme;
    private final String user;
    private final String refusal;

    /**
     * Such a server, which knows the {@link #PASSWORD}.
     *
     * @param component the scheme of the routes' URIs
     * @param tlsScheme the scheme of addresses that are reached over TLS
     * @param user an option that goes with the password; empty for none
     * @param refusal what the server says to another password
     */
    protected RouteSecurityContract(String component, String tlsScheme, String user, String refusal) {
        this.component = component;
        this.tlsScheme = tlsScheme;
        this.user = user;
        this.refusal = refusal;
    }

    /** Where the server listens on the loopback address. */
    protected abstract int port();

    @BeforeEach
    final void start() {
        context.start();
    }

    @AfterEach
    final void stop() {
        context.stop();
    }

    @Test
    void the_password_opens_the_server() throws Exception {
        String mail = uri("mail", plain(), PASSWORD);
        see(mail);

        Exchange put = put(mail);

        assertThat(put.getException()).isNull();
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("x");
    }

    @Test
    void fault_41_another_password_does_not_and_is_not_told() {
        Exchange put = put(uri("mail", plain(), "other-word"));

        assertThat(put.getException()).hasMessageContaining(refusal);
        assertThat(put.getException()).hasStackTraceContaining(refusal);
        assertThat(trace(put)).doesNotContain("other-word");
    }

    @Test
    void fault_41_the_password_is_not_shown_by_endpoint_console_or_jmx() throws Exception {
        String mail = uri("mail", plain(), PASSWORD);
        see(mail);
        QueueDevConsole console = new QueueDevConsole();
        console.setCamelContext(context);
        console.start();

        assertThat(context.getEndpoint(mail).toString()).doesNotContain(PASSWORD);
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
        try (TlsProxy proxy = new TlsProxy(certificate.context(), port())) {
            context.getRegistry().bind("ssl", Trust.in(certificate));
            String mail = uri("mail", tls(proxy), PASSWORD) + "&sslContextParameters=#ssl";
            see(mail);

            Exchange put = put(mail);

            assertThat(put.getException()).isNull();
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("x");
            context.stop();
        }
    }

    @Test
    void fault_41_a_certificate_that_nobody_vouches_for_is_refused_and_no_password_is_sent(@TempDir Path directory)
            throws Exception {
        ServerCertificate certificate = ServerCertificate.forHost("localhost", directory);
        try (TlsProxy proxy = new TlsProxy(certificate.context(), port())) {
            Exchange put = put(uri("mail", tls(proxy), PASSWORD));

            assertThat(put.getException())
                    .hasMessageContaining(proxy.address())
                    .hasStackTraceContaining(SSLHandshakeException.class.getName());
            assertThat(trace(put)).doesNotContain(PASSWORD);
        }
    }

    /** The server's address without TLS. */
    protected final String plain() {
        return "127.0.0.1:" + port();
    }

    private String tls(TlsProxy proxy) {
        return tlsScheme + "://" + proxy.address();
    }

    /** A queue at this server, with a login. */
    protected final String uri(String queue, String server, String password) {
        return component + ":" + queue + "?servers=" + server + user + "&password=" + password;
    }

    private void see(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(exchange -> seen.add(exchange.getMessage().getBody(String.class)));
            }
        });
    }

    protected final Exchange put(String uri) {
        return context.createProducerTemplate()
                .send(uri, exchange -> exchange.getMessage().setBody("x"));
    }

    private static String trace(Exchange failed) {
        StringWriter text = new StringWriter();
        Objects.requireNonNull(failed.getException()).printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
