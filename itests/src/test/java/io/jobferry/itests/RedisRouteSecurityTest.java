package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.camel.RouteSecurityContract;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Routes on a Redis that knows its users. */
@NeedsServer(ServerKind.REDIS)
class RedisRouteSecurityTest extends RouteSecurityContract {
    private final HostAndPort address;

    RedisRouteSecurityTest(TestServer redis) {
        super("redisqueue", "rediss", "&username=worker", "WRONGPASS");
        address = HostAndPort.from(redis.address());
    }

    @Override
    protected int port() {
        return address.getPort();
    }

    @BeforeEach
    void letIn() {
        try (Jedis admin = new Jedis(address)) {
            admin.aclSetUser("worker", "on", ">" + PASSWORD, "~{mail}:*", "+@all");
        }
    }

    @AfterEach
    void empty() {
        try (Jedis admin = new Jedis(address)) {
            admin.flushAll();
        }
    }

    @Test
    void a_users_password_opens_the_server_for_what_he_may_do() {
        Exchange refused = put(uri("secrets", plain(), PASSWORD));

        assertThat(refused.getException()).hasMessageContaining("NOPERM");
    }

    @Test
    void a_job_lies_in_the_database_of_the_option() {
        put("redisqueue:mail?envelope=raw&database=3&servers=" + address);

        try (Jedis other = new Jedis(address)) {
            other.select(3);
            assertThat(other.rpop("mail")).isEqualTo("x");
        }
    }
}
