package io.jobferry.camel.beanstalk;

import io.jobferry.FailoverSink;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.camel.QueueConfiguration;
import java.time.Duration;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of {@code beanstalk:}, besides those that all schemes share. */
@UriParams
public class BeanstalkConfiguration extends QueueConfiguration {
    @UriParam(label = "producer", defaultValue = "put", description = "What to do with an exchange.")
    private BeanstalkOperation operation = BeanstalkOperation.put;

    @UriParam(
            label = "producer",
            defaultValue = "1000",
            description = "The priority of jobs that are put, 0 to 4294967295, the smaller the more urgent.")
    private long jobPriority = 1000;

    @UriParam(
            label = "producer",
            defaultValue = "0s",
            javaType = "java.time.Duration",
            description = "How long until jobs that are put are ready. With a unit (5s): the server counts whole"
                    + " seconds, fractions are rounded up.")
    private Duration jobDelay = Duration.ZERO;

    @UriParam(
            label = "producer",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description = "How long a worker may hold a job that is put before it is ready again. With a unit (60s):"
                    + " the server counts whole seconds, fractions are rounded up.")
    private Duration jobTimeToRun = Duration.ofSeconds(60);

    @UriParam(
            label = "producer,advanced",
            defaultValue = "REPORT",
            description = "With several servers, what to do about a job whose put was not answered: REPORT fails the"
                    + " exchange, so that no job is there twice; PUT_AGAIN puts it to the next server.")
    private FailoverSink.OnUnknown onUnknown = FailoverSink.OnUnknown.REPORT;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Whether each job comes with its priority, time to run and attempt: one more command a job.")
    private boolean fetchStats;

    @UriParam(
            label = "advanced",
            description = "A backend of your own, used instead of servers; it is not closed with the endpoint.")
    @Metadata(autowired = true)
    private @Nullable BeanstalkBackend backend;

    /** How jobs are put where no header says otherwise. */
    BeanstalkPut put() {
        return new BeanstalkPut(jobPriority, jobDelay, jobTimeToRun);
    }

    @Override
    public BeanstalkConfiguration copy() {
        return (BeanstalkConfiguration) super.copy();
    }

    public BeanstalkOperation getOperation() {
        return operation;
    }

    public void setOperation(BeanstalkOperation operation) {
        this.operation = operation;
    }

    public long getJobPriority() {
        return jobPriority;
    }

    public void setJobPriority(long jobPriority) {
        this.jobPriority = jobPriority;
    }

    public Duration getJobDelay() {
        return jobDelay;
    }

    public void setJobDelay(Duration jobDelay) {
        this.jobDelay = jobDelay;
    }

    public Duration getJobTimeToRun() {
        return jobTimeToRun;
    }

    public void setJobTimeToRun(Duration jobTimeToRun) {
        this.jobTimeToRun = jobTimeToRun;
    }

    @Override
    public FailoverSink.OnUnknown getOnUnknown() {
        return onUnknown;
    }

    public void setOnUnknown(FailoverSink.OnUnknown onUnknown) {
        this.onUnknown = onUnknown;
    }

    public boolean isFetchStats() {
        return fetchStats;
    }

    public void setFetchStats(boolean fetchStats) {
        this.fetchStats = fetchStats;
    }

    public @Nullable BeanstalkBackend getBackend() {
        return backend;
    }

    public void setBackend(@Nullable BeanstalkBackend backend) {
        this.backend = backend;
    }
}
