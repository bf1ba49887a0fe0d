package io.jobferry.connect.redisqueue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.NewJob;
import io.jobferry.connect.Answer;
import io.jobferry.connect.ConnectorContract;
import io.jobferry.connect.JobSourceTask;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** A server that lets in one user only. */
@NeedsRedis
class UserTest extends ConnectorContract {
    UserTest() {
        super(RedisQueueFixture.withUser());
    }

    @Test
    void both_connectors_log_in() throws Exception {
        for (var properties : List.of(source, sink)) {
            properties.put("redisqueue.username", RedisQueueFixture.USER);
            properties.put("redisqueue.password", RedisQueueFixture.PASSWORD);
        }
        put("in", NewJob.of("hello"));

        JobSourceTask from = sourceTask();
        SourceRecord record = poll(from).get(0);
        stored(from, record);
        from.stop();
        carry(record);

        assertThat(take("out").body().utf8()).isEqualTo("hello");
    }

    @Test
    void a_login_that_is_missing_is_told_with_the_server() {
        Answer answer = Answer.of(fixture.sink(), sink);

        assertThat(answer.errors()).containsOnlyKeys("redisqueue.servers");
        assertThat(answer.errors().get("redisqueue.servers")).contains(fixture.address(), "NOAUTH");
    }

    @Test
    void fault_41_a_wrong_password_is_told_and_never_repeated() {
        sink.put("redisqueue.username", RedisQueueFixture.USER);
        sink.put("redisqueue.password", "s3cret");

        Answer answer = Answer.of(fixture.sink(), sink);

        assertThat(answer.errors()).containsOnlyKeys("redisqueue.servers");
        assertThat(answer.toString()).contains("WRONGPASS").doesNotContain("s3cret");
    }
}
