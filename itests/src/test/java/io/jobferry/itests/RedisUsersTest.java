package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Tls;
import io.jobferry.kafka.Loopback;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import io.jobferry.testing.ServerCertificate;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users and databases. */
@NeedsServer(ServerKind.REDIS)
class RedisUsersTest extends RedisMembersFixture {
    RedisUsersTest(TestServer redis) {
        super(redis);
    }

    @Test
    void a_user_of_redis_access_lists_works_in_the_database_of_the_options() throws Exception {
        go.aclSetUser("ferry", "on", ">sesame", "~*", "+@all");
        try (Backend other =
                new RedisQueueBackend(options.withLogin("ferry", "sesame").withDatabase(2))) {
            other.sink("mail").put(List.of(NewJob.of("hello")));

            assertThat(go.llen(WAITING)).isZero();
            go.select(2);
            assertThat(go.llen(WAITING)).isEqualTo(1);
        } finally {
            go.aclDelUser("ferry");
        }
    }

    @Test
    void a_user_works_over_tls_of_the_servers_own(@TempDir Path directory) throws Exception {
        ServerCertificate certificate = ServerCertificate.forHost("localhost", directory);
        Path pem = directory.resolve("certificate.pem");
        Path key = directory.resolve("key.pem");
        certificate.writePem(pem, key);
        int port = Loopback.freePort();
        try (TestServer server = Servers.start(
                        ServerKind.REDIS,
                        "--tls-port",
                        Integer.toString(port),
                        "--tls-cert-file",
                        pem.toString(),
                        "--tls-key-file",
                        key.toString(),
                        "--tls-ca-cert-file",
                        pem.toString(),
                        "--tls-auth-clients",
                        "no",
                        "--user",
                        "ferry",
                        "on",
                        ">sesame",
                        "~{mail}:*",
                        "+@all",
                        "-@dangerous");
                Backend secured = new RedisQueueBackend(RedisQueueOptions.of("rediss://localhost:" + port)
                        .withLogin("ferry", "sesame")
                        .withTls(Tls.of(certificate.context())));
                JobSource source = secured.source(List.of("mail"))) {
            secured.sink("mail").put(List.of(NewJob.of("hello")));

            Reservation job = one(source);

            assertThat(server.kind()).isEqualTo(ServerKind.REDIS);
            assertThat(job.job().body().utf8()).isEqualTo("hello");
            assertThat(settle(source, job, Outcome.done())).isEqualTo(Settled.APPLIED);
            assertThat(secured.sink("post").put(List.of(NewJob.of("x"))).get(0).reason())
                    .startsWith("NOPERM");
        }
    }
}
