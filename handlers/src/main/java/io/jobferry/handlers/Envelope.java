package io.jobferry.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobLabel;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
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
        Duration handleTimeout = label.handleTimeout();
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        envelope.put("UniqueId", label.uniqueId() == null ? "" : label.uniqueId());
        envelope.put(KEY, label.key());
        envelope.put("Value", payload.bytes());
        envelope.put(HANDLE_TIMEOUT, handleTimeout == null ? 0 : handleTimeout.toNanos());
        envelope.put("Backoff", 0);
        envelope.put("Attempts", 1);
        envelope.put(MAX_ATTEMPTS, label.maxAttempts());
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
        for (String name : new String[] {KEY, HANDLE_TIMEOUT, MAX_ATTEMPTS}) {
            facts.put(name, required(envelope, name).asText());
        }
        return new Job(job.queue(), job.id(), job.key(), value(envelope), job.attempt(), facts);
    }

    /** The key of an opened job. */
    static String key(Job opened) {
        return opened.facts().getOrDefault(KEY, "");
    }

    /** After how many attempts an opened job is given up; 0 if it does not say. */
    static int maxAttempts(Job opened) {
        return (int) Math.min(Integer.MAX_VALUE, number(opened, MAX_ATTEMPTS));
    }

    /** How long an opened job's handlers may take; zero if it does not say. */
    static Duration handleTimeout(Job opened) {
        return Duration.ofNanos(number(opened, HANDLE_TIMEOUT));
    }

    private static long number(Job opened, String fact) {
        try {
            return Math.max(0, Long.parseLong(opened.facts().getOrDefault(fact, "0")));
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
