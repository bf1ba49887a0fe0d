package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.camel.Trust;
import io.jobferry.testing.ServerCertificate;
import io.jobferry.testing.TlsProxy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Routes on a Redis that knows its users, and on one behind TLS. */
@NeedsServer(ServerKind.REDIS)
class RedisRouteSecurityTest {
    private static final String PASSWORD = "hush-hush";
    private static final String LOGIN = "&username=worker&password=" + PASSWORD;

    private final HostAndPort address;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    RedisRouteSecurityTest(TestServer redis) {
        address = HostAndPort.from(redis.address());
    }

    @BeforeEach
    void open() {
        try (Jedis admin = new Jedis(address)) {
            admin.aclSetUser("worker", "on", ">" + PASSWORD, "~{mail}:*", "+@all");
        }
        context.start();
    }

    @AfterEach
    void close() {
        context.stop();
        try (Jedis admin = new Jedis(address)) {
            admin.flushAll();
        }
    }

    @Test
    void a_users_password_opens_the_server_for_what_he_may_do() throws Exception {
        String mail = "redisqueue:mail?servers=" + address + LOGIN;
        see(mail);

        Exchange put = put(mail);
        Exchange refused = put("redisqueue:secrets?servers=" + address + LOGIN);

        assertThat(put.getException()).isNull();
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("x");
        assertThat(refused.getException()).hasMessageContaining("NOPERM");
        assertThat(context.getEndpoint(mail).toString()).doesNotContain(PASSWORD);
    }

    @Test
    void fault_41_another_password_does_not_and_is_not_told() {
        Exchange put = put("redisqueue:mail?servers=" + address + "&username=worker&password=other-word");

        assertThat(put.getException()).hasMessageContaining("WRONGPASS");
        assertThat(trace(put)).doesNotContain("other-word");
    }

    @Test
    void a_job_lies_in_the_database_of_the_option() {
        put("redisqueue:mail?envelope=raw&database=3&servers=" + address);

        try (Jedis other = new Jedis(address)) {
            other.select(3);
            assertThat(other.rpop("mail")).isEqualTo("x");
        }
    }

    @Test
    void a_job_goes_there_and_back_through_tls(@TempDir Path directory) throws Exception {
        ServerCertificate certificate = ServerCertificate.forHost("localhost", directory);
        try (TlsProxy proxy = new TlsProxy(certificate.context(), address.getPort())) {
            context.getRegistry().bind("ssl", Trust.in(certificate));
            String mail = "redisqueue:mail?servers=rediss://" + proxy.address() + "&sslContextParameters=#ssl" + LOGIN;
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
        try (TlsProxy proxy = new TlsProxy(certificate.context(), address.getPort())) {
            Exchange put = put("redisqueue:mail?servers=rediss://" + proxy.address() + LOGIN);

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
