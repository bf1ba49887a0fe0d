package io.jobferry.camel;

import io.jobferry.Job;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The header names under which a scheme tells a route about its jobs.
 *
 * @param id the job's id
 * @param key the id that stays unique across server restarts
 * @param queue the queue that it came from
 * @param attempt which delivery it is, where the server says so with the delivery
 * @param acknowledgement the {@link JobAcknowledgement}, with {@code ackMode=manual}
 * @param result what became of a put or an operation
 * @param counters further headers that speak of a delivery only, as key and attempt do: a put takes them away
 * @param facts further headers, from what the server said about the job
 */
public record JobHeaders(
        String id,
        String key,
        String queue,
        String attempt,
        String acknowledgement,
        String result,
        List<String> counters,
        Function<Job, Map<String, Object>> facts) {

    public JobHeaders {
        counters = List.copyOf(counters);
    }

    /** The headers of one job. */
    Map<String, Object> of(Job job) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(id, job.id());
        headers.put(key, job.key());
        headers.put(queue, job.queue());
        job.attempt().ifPresent(number -> headers.put(attempt, number));
        headers.putAll(facts.apply(job));
        return headers;
    }

    /** The headers of a batch: under each name a list, entry i for job i, null where job i has no such header. */
    Map<String, List<@Nullable Object>> of(List<Job> jobs) {
        Map<String, List<@Nullable Object>> headers = new LinkedHashMap<>();
        for (int i = 0; i < jobs.size(); i++) {
            for (Map.Entry<String, Object> header : of(jobs.get(i)).entrySet()) {
                headers.computeIfAbsent(header.getKey(), name -> nulls(jobs.size()))
                        .set(i, header.getValue());
            }
        }
        return headers;
    }

    private static List<@Nullable Object> nulls(int size) {
        return new ArrayList<>(Collections.nCopies(size, null));
    }
}
