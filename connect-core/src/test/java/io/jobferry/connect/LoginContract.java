package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.NewJob;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** The connectors on a server that lets in only who gives a password. */
public abstract class LoginContract extends ConnectorContract {
    private final Map<String, String> login;
    private final String refusal;

    /**
     * Such a server, and what it takes to be let in.
     *
     * @param login the keys of a login that it takes, {@code <name>.password} among them
     * @param refusal a word of its answer to a wrong one
     */
    protected LoginContract(ConnectorFixture fixture, Map<String, String> login, String refusal) {
        super(fixture);
        this.login = login;
        this.refusal = refusal;
    }

    @Test
    void both_connectors_log_in() throws Exception {
        source.putAll(login);
        sink.putAll(login);
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

        assertThat(answer.errors()).containsOnlyKeys(fixture.serversKey());
        assertThat(answer.errors().get(fixture.serversKey())).contains(fixture.address(), "NOAUTH");
    }

    @Test
    void fault_41_a_wrong_password_is_told_and_never_repeated() {
        sink.putAll(login);
        sink.put(fixture.key("password"), "s3cret");

        Answer answer = Answer.of(fixture.sink(), sink);

        assertThat(answer.errors()).containsOnlyKeys(fixture.serversKey());
        assertThat(answer.toString()).contains(refusal).doesNotContain("s3cret");
    }
}
