package io.jobferry.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobLabel;
import io.jobferry.JobLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A label in a job's body, for backends whose jobs have no envelope: core-queue's struct as Go's encoding/json writes it,
 * the payload in base64. Attempts are counted by the server, not here.
 *
 * <pre>
 * {"UniqueId":"","Key":"mail","Value":"aGVsbG8=","HandleTimeout":0,"Backoff":0,"Attempts":1,"MaxAttempts":5}
 * </pre>
 */
final class Envelope {
    /** The facts, which jobs in an envelope of their backend's have too. */
    private static final String KEY = "Key";

    private static final String HANDLE_TIMEOUT = "HandleTimeout";
    private static final String MAX_ATTEMPTS = "MaxAttempts";

    private Envelope() {}

    static Body write(JobLabel label, Body payload) {
        JobLimits limits = label.limits();
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("UniqueId", label.uniqueId() == null ? "" : label.uniqueId());
        envelope.put(KEY, label.key());
        envelope.put("Value", payload.bytes());
        envelope.put(
                HANDLE_TIMEOUT, limits.handleTimeout().orElse(Duration.ZERO).toNanos());
        envelope.put("Backoff", 0);
        envelope.put("Attempts", 1);
        envelope.put(MAX_ATTEMPTS, limits.maxAttempts().orElse(0));
        return Json.write(envelope);
    }

    /**
     * The job with its payload as body and its label among its facts; one that has them already is returned as it is.
     *
     * @throws PayloadException if the body has no label
     */
    static Job open(Job job) {
        if (job.facts().containsKey(KEY)) {
            return job;
        }
        JsonNode envelope = Json.read(job.body(), JsonNode.class);
        Map<String, String> facts = new HashMap<>(job.facts());
        for (String name : List.of(KEY, HANDLE_TIMEOUT, MAX_ATTEMPTS)) {
            facts.put(name, required(envelope, name).asText());
        }
        return new Job(job.queue(), job.id(), job.key(), value(envelope), job.attempt(), limits(facts), facts);
    }

    /** The key of an opened job. */
    static String key(Job opened) {
        return opened.facts().getOrDefault(KEY, "");
    }

    private static JobLimits limits(Map<String, String> facts) {
        JobLimits limits = JobLimits.NONE;
        long maxAttempts = number(facts, MAX_ATTEMPTS);
        if (maxAttempts > 0) {
            limits = limits.withMaxAttempts((int) Math.min(Integer.MAX_VALUE, maxAttempts));
        }
        long handleTimeout = number(facts, HANDLE_TIMEOUT);
        if (handleTimeout > 0) {
            limits = limits.withHandleTimeout(Duration.ofNanos(Math.min(JobLimits.MOST.toNanos(), handleTimeout)));
        }
        return limits;
    }

    private static long number(Map<String, String> facts, String fact) {
        try {
            return Long.parseLong(facts.getOrDefault(fact, "0"));
        } catch (NumberFormatException e) {
            throw new PayloadException("body has no label: its " + fact + " is no whole number", e);
        }
    }

    private static Body value(JsonNode envelope) {
        try {
            byte[] value = required(envelope, "Value").binaryValue();
            if (value != null) {
                return Body.of(value);
            }
        } catch (IOException e) {
            throw new PayloadException("body has no label: its Value is no base64", e);
        }
        throw new PayloadException("body has no label: its Value is no string");
    }

    private static JsonNode required(JsonNode envelope, String name) {
        JsonNode field = envelope.get(name);
        if (field == null) {
            throw new PayloadException("body has no label: it has no " + name);
        }
        return field;
    }
}
