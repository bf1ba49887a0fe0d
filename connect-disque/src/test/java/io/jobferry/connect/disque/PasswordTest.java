package io.jobferry.connect.disque;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.NewJob;
import io.jobferry.connect.Answer;
import io.jobferry.connect.ConnectorContract;
import io.jobferry.connect.JobSourceTask;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** A server that asks for a password. */
class PasswordTest extends ConnectorContract {
    PasswordTest() {
        super(DisqueFixture.withPassword());
    }

    @Test
    void both_connectors_give_it() throws Exception {
        source.put("disque.password", DisqueFixture.PASSWORD);
        sink.put("disque.password", DisqueFixture.PASSWORD);
        put("in", NewJob.of("hello"));

        JobSourceTask from = sourceTask();
        SourceRecord record = poll(from).get(0);
        stored(from, record);
        from.stop();
        carry(record);

        assertThat(take("out").body().utf8()).isEqualTo("hello");
    }

    @Test
    void one_that_is_missing_is_told_with_the_server() {
        Answer answer = Answer.of(fixture.sink(), sink);

        assertThat(answer.errors()).containsOnlyKeys("disque.servers");
        assertThat(answer.errors().get("disque.servers")).contains(fixture.address(), "NOAUTH");
    }

    @Test
    void fault_41_a_wrong_one_is_told_and_never_repeated() {
        sink.put("disque.password", "s3cret");

        Answer answer = Answer.of(fixture.sink(), sink);

        assertThat(answer.errors()).containsOnlyKeys("disque.servers");
        assertThat(answer.toString()).contains("invalid password").doesNotContain("s3cret");
    }
}
