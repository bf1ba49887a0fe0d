package io.jobferry.connect.redisqueue;

import io.jobferry.connect.LoginContract;
import java.util.Map;

/** A server that lets in one user only. */
@NeedsRedis
class UserTest extends LoginContract {
    UserTest() {
        super(
                RedisQueueFixture.withUser(),
                Map.of(
                        "redisqueue.username", RedisQueueFixture.USER,
                        "redisqueue.password", RedisQueueFixture.PASSWORD),
                "WRONGPASS");
    }
}
