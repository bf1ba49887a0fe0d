package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Backend;
import io.jobferry.NewJob;
import io.jobferry.redisqueue.RedisQueueBackend;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
