package io.jobferry.camel.beanstalk;

import io.jobferry.Job;
import io.jobferry.camel.JobHeaders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.Metadata;

/** The names of the headers. With {@code batching=true} and for batches of puts, values are lists. */
public final class BeanstalkConstants {
    @Metadata(
            description = "The job's id: of the job that the exchange came from; after a put, of the new job. For"
                    + " operations, the job to act on.",
            javaType = "String or List<String>")
    public static final String JOB_ID = "CamelBeanstalkJobId";

    @Metadata(
            label = "consumer",
            description = "The server's epoch and the id: unlike the id it stays unique when the server restarts. The"
                    + " key for an idempotent consumer.",
            javaType = "String")
    public static final String JOB_KEY = "CamelBeanstalkJobKey";

    @Metadata(
            description = "The tube that the job came from, or was put into. It never chooses where a job is put: use"
                    + " toD for that.",
            javaType = "String")
    public static final String TUBE = "CamelBeanstalkTube";

    @Metadata(
            description = "The priority, 0 to 4294967295, the smaller the more urgent. Set by the consumer with"
                    + " fetchStats=true; for put it outranks jobPriority. Released and buried jobs keep theirs.",
            javaType = "Long")
    public static final String PRIORITY = "CamelBeanstalkPriority";

    @Metadata(
            label = "producer",
            description = "How long until the job is ready, or the tube paused: for put, release and pauseTube it"
                    + " outranks jobDelay.",
            javaType = "java.time.Duration")
    public static final String DELAY = "CamelBeanstalkDelay";

    @Metadata(
            description = "How long a worker may hold the job. Set by the consumer with fetchStats=true; for put it"
                    + " outranks jobTimeToRun.",
            javaType = "java.time.Duration")
    public static final String TIME_TO_RUN = "CamelBeanstalkTimeToRun";

    @Metadata(
            label = "consumer",
            description = "Which delivery of the job this is, 1 for the first. With fetchStats=true.",
            javaType = "Integer")
    public static final String ATTEMPT = "CamelBeanstalkAttempt";

    @Metadata(
            label = "producer",
            description = "The operation, instead of the endpoint's.",
            javaType = "io.jobferry.camel.beanstalk.BeanstalkOperation")
    public static final String OPERATION = "CamelBeanstalkOperation";

    @Metadata(
            label = "producer",
            description = "What became of it: PUT for a put; for an operation the server's word, such as DELETED or"
                    + " NOT_FOUND.",
            javaType = "String or List<String>")
    public static final String RESULT = "CamelBeanstalkResult";

    @Metadata(
            label = "consumer",
            description = "Ends the job, with ackMode=manual.",
            javaType = "io.jobferry.camel.JobAcknowledgement")
    public static final String ACKNOWLEDGEMENT = "CamelBeanstalkAcknowledgement";

    static final JobHeaders HEADERS = new JobHeaders(
            JOB_ID, JOB_KEY, TUBE, ATTEMPT, ACKNOWLEDGEMENT, RESULT, List.of(), BeanstalkConstants::facts);

    private BeanstalkConstants() {}

    /** No delay: the job has had it, and a route that puts it on must not give it once more. */
    private static Map<String, Object> facts(Job job) {
        Map<String, Object> headers = new LinkedHashMap<>();
        job.facts().forEach((name, value) -> {
            if (name.equals("pri")) {
                headers.put(PRIORITY, Long.valueOf(value));
            } else if (name.equals("ttr")) {
                headers.put(TIME_TO_RUN, Duration.ofSeconds(Long.parseLong(value)));
            }
        });
        return headers;
    }
}
