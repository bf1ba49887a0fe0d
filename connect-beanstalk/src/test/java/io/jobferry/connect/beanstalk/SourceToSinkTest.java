package io.jobferry.connect.beanstalk;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import io.jobferry.NewJob;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.connect.JobSourceTask;
import io.jobferry.connect.SourceToSinkContract;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceToSinkTest extends SourceToSinkContract {
    SourceToSinkTest() {
        super(BeanstalkFixture.open());
    }

    @Test
    void the_statistics_of_a_job_are_fetched_where_they_are_wanted() throws Exception {
        put("in", new NewJob(Body.utf8("hello"), BeanstalkPut.DEFAULT.withPriority(7)));
        source.put("beanstalk.fetch.stats", "true");

        assertThat(headersOfFirst()).containsEntry("jobferry.pri", "7").containsKey("jobferry.attempt");
    }

    @Test
    void the_statistics_of_a_job_are_not_fetched_where_nobody_wants_them() throws Exception {
        put("in", NewJob.of("hello"));

        assertThat(headersOfFirst())
                .containsKey("jobferry.queue")
                .doesNotContainKeys("jobferry.pri", "jobferry.attempt");
    }

    @Test
    void the_put_keys_say_how_jobs_are_put() throws Exception {
        sink.put("put.priority", "3");
        sink.put("put.ttr.ms", "90000");

        carry(record("hello"));

        assertThat(take("out").facts()).containsEntry("pri", "3").containsEntry("ttr", "90");
    }

    private Map<String, Object> headersOfFirst() throws Exception {
        JobSourceTask from = sourceTask();
        Map<String, Object> headers = headers(poll(from).get(0));
        from.stop();
        return headers;
    }
}
