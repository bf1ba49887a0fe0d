package io.jobferry.camel.redisqueue;

import io.jobferry.Job;
import io.jobferry.camel.JobHeaders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.Metadata;

/** The names of the headers. With {@code batching=true} and for batches of puts, values are lists. */
public final class RedisQueueConstants {
    @Metadata(
            description = "The job's id: of the job that the exchange came from; after a put, of the new job. Raw jobs"
                    + " have none until they are reserved: after a put it is empty, unless the job is delayed.",
            javaType = "String or List<String>")
    public static final String JOB_ID = "CamelRedisQueueJobId";

    @Metadata(
            label = "consumer",
            description =
                    "The key for an idempotent consumer: the job's UniqueId. A raw job that is given back before it"
                            + " ever failed gets another.",
            javaType = "String")
    public static final String JOB_KEY = "CamelRedisQueueJobKey";

    @Metadata(
            description = "The queue that the job came from, or was put into. It never chooses where a job is put: use"
                    + " toD for that.",
            javaType = "String")
    public static final String QUEUE = "CamelRedisQueueQueue";

    @Metadata(
            label = "consumer",
            description = "Which attempt of the job this is, 1 for the first.",
            javaType = "Integer")
    public static final String ATTEMPT = "CamelRedisQueueAttempt";

    @Metadata(
            description = "What kind of job it is: Key in its envelope. Set by the consumer; for put it outranks key.",
            javaType = "String")
    public static final String KEY = "CamelRedisQueueKey";

    @Metadata(
            description =
                    "After how many attempts the job is given up: MaxAttempts in its envelope. Set by the consumer"
                            + " where the job says so; for put it outranks jobMaxAttempts.",
            javaType = "Integer")
    public static final String MAX_ATTEMPTS = "CamelRedisQueueMaxAttempts";

    @Metadata(
            description = "How long a handler may take: HandleTimeout in the job's envelope. Set by the consumer where"
                    + " the job says so; for put it outranks handleTimeout.",
            javaType = "java.time.Duration")
    public static final String HANDLE_TIMEOUT = "CamelRedisQueueHandleTimeout";

    @Metadata(
            label = "producer",
            description = "The job's id, instead of 16 random letters: UniqueId in its envelope. In a batch a list, or"
                    + " else all jobs get the same.",
            javaType = "String")
    public static final String UNIQUE_ID = "CamelRedisQueueUniqueId";

    @Metadata(
            label = "producer",
            description = "The delay from which the first retry's grows: for put it outranks backoff.",
            javaType = "java.time.Duration")
    public static final String BACKOFF = "CamelRedisQueueBackoff";

    @Metadata(
            label = "producer",
            description = "How long until the job is ready: for put, and for retry of a job that the exchange holds, it"
                    + " outranks delay.",
            javaType = "java.time.Duration")
    public static final String DELAY = "CamelRedisQueueDelay";

    @Metadata(
            label = "producer",
            description = "When the job is ready, by the server's clock, instead of after a delay: an Instant or its"
                    + " text (2030-01-31T12:00:00Z). Not for raw jobs.",
            javaType = "java.time.Instant")
    public static final String AT = "CamelRedisQueueAt";

    @Metadata(
            label = "producer",
            description = "The operation, instead of the endpoint's; flush is refused.",
            javaType = "io.jobferry.camel.redisqueue.RedisQueueOperation")
    public static final String OPERATION = "CamelRedisQueueOperation";

    @Metadata(
            label = "producer",
            description = "What became of it: PUT for a put; for commands that move jobs to how many it was done;"
                    + " otherwise OK.",
            javaType = "String, Long or List<String>")
    public static final String RESULT = "CamelRedisQueueResult";

    @Metadata(
            label = "consumer",
            description = "Ends the job, with ackMode=manual.",
            javaType = "io.jobferry.camel.JobAcknowledgement")
    public static final String ACKNOWLEDGEMENT = "CamelRedisQueueAcknowledgement";

    static final JobHeaders HEADERS = new JobHeaders(
            JOB_ID, JOB_KEY, QUEUE, ATTEMPT, ACKNOWLEDGEMENT, RESULT, List.of(), RedisQueueConstants::facts);

    private RedisQueueConstants() {}

    /** No backoff and no id: a route that puts the job on begins with its first attempt, and with another id. */
    private static Map<String, Object> facts(Job job) {
        Map<String, Object> headers = new LinkedHashMap<>();
        String key = job.facts().getOrDefault("Key", "");
        if (!key.isEmpty()) {
            headers.put(KEY, key);
        }
        long maxAttempts = number(job, "MaxAttempts");
        if (maxAttempts > 0) {
            headers.put(MAX_ATTEMPTS, (int) Math.min(Integer.MAX_VALUE, maxAttempts));
        }
        long handleTimeoutNanos = number(job, "HandleTimeout");
        if (handleTimeoutNanos > 0) {
            headers.put(HANDLE_TIMEOUT, Duration.ofNanos(handleTimeoutNanos));
        }
        return headers;
    }

    private static long number(Job job, String fact) {
        return Long.parseLong(job.facts().getOrDefault(fact, "0"));
    }
}
