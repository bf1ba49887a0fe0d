package io.jobferry.camel.disque;

import io.jobferry.Job;
import io.jobferry.camel.JobHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.Metadata;

/** The names of the headers. With {@code batching=true} and for batches of puts, values are lists. */
public final class DisqueConstants {
    @Metadata(
            description = "The job's id: of the job that the exchange came from; after a put, of the new job. For"
                    + " operations, the job to act on, or a list of jobs.",
            javaType = "String or List<String>")
    public static final String JOB_ID = "CamelDisqueJobId";

    @Metadata(
            label = "consumer",
            description =
                    "The key for an idempotent consumer: the id, which in Disque is unique for good. A job that is"
                            + " added anew, see maxHold, gets another.",
            javaType = "String")
    public static final String JOB_KEY = "CamelDisqueJobKey";

    @Metadata(
            description = "The queue that the job came from, or was put into. It never chooses where a job is put: use"
                    + " toD for that.",
            javaType = "String")
    public static final String QUEUE = "CamelDisqueQueue";

    @Metadata(
            label = "consumer",
            description = "Which delivery of the job this is, 1 for the first: NACKs and one.",
            javaType = "Integer")
    public static final String ATTEMPT = "CamelDisqueAttempt";

    @Metadata(
            label = "consumer",
            description = "How often the job was sent back by NACK, as the delivering node counts it.",
            javaType = "Integer")
    public static final String NACKS = "CamelDisqueNacks";

    @Metadata(
            label = "consumer",
            description = "How often the job was queued again for any other reason, as the delivering node counts it.",
            javaType = "Integer")
    public static final String ADDITIONAL_DELIVERIES = "CamelDisqueAdditionalDeliveries";

    @Metadata(
            label = "producer",
            description = "How long until the job is queued: for put, and for nack of a job that the exchange holds, it"
                    + " outranks delay.",
            javaType = "java.time.Duration")
    public static final String DELAY = "CamelDisqueDelay";

    @Metadata(
            label = "producer",
            description = "After how long without an acknowledgement the job is delivered again: for put it outranks"
                    + " retry.",
            javaType = "java.time.Duration")
    public static final String RETRY = "CamelDisqueRetry";

    @Metadata(
            label = "producer",
            description = "After how long the server drops the job, delivered or not: for put it outranks ttl.",
            javaType = "java.time.Duration")
    public static final String TTL = "CamelDisqueTtl";

    @Metadata(
            label = "producer",
            description =
                    "On how many nodes the job must be before the put is answered: for put it outranks replicate.",
            javaType = "Integer")
    public static final String REPLICATE = "CamelDisqueReplicate";

    @Metadata(
            label = "producer",
            description = "The operation, instead of the endpoint's.",
            javaType = "io.jobferry.camel.disque.DisqueOperation")
    public static final String OPERATION = "CamelDisqueOperation";

    @Metadata(
            label = "producer",
            description =
                    "Where qscan and jscan go on; they leave the cursor of the next page, which is 0 after the last.",
            javaType = "String")
    public static final String CURSOR = "CamelDisqueCursor";

    @Metadata(
            label = "producer",
            description = "What became of it: PUT for a put; for commands on jobs to how many it was done; otherwise a"
                    + " word, such as OK or NOT_FOUND.",
            javaType = "String, Long or List<String>")
    public static final String RESULT = "CamelDisqueResult";

    @Metadata(
            label = "consumer",
            description = "Ends the job, with ackMode=manual.",
            javaType = "io.jobferry.camel.JobAcknowledgement")
    public static final String ACKNOWLEDGEMENT = "CamelDisqueAcknowledgement";

    static final JobHeaders HEADERS = new JobHeaders(
            JOB_ID,
            JOB_KEY,
            QUEUE,
            ATTEMPT,
            ACKNOWLEDGEMENT,
            RESULT,
            List.of(NACKS, ADDITIONAL_DELIVERIES),
            DisqueConstants::facts);

    private DisqueConstants() {}

    private static Map<String, Object> facts(Job job) {
        Map<String, Object> headers = new LinkedHashMap<>();
        job.facts().forEach((name, value) -> {
            if (name.equals("nacks")) {
                headers.put(NACKS, Integer.valueOf(value));
            } else if (name.equals("additional-deliveries")) {
                headers.put(ADDITIONAL_DELIVERIES, Integer.valueOf(value));
            }
        });
        return headers;
    }
}
