package io.jobferry.redisqueue;

import io.jobferry.Body;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * core-queue's struct as Go's encoding/json writes it: all fields in their order, no spaces, the body in base64, and
 * {@code <}, {@code >} and {@code &} escaped.
 *
 * <pre>
 * {"UniqueId":"abc","Key":"mail","Value":"aGVsbG8=","HandleTimeout":3600000000000,"Backoff":0,"Attempts":1,"MaxAttempts":1}
 * </pre>
 */
final class JsonEnvelope implements Envelope {
    @Override
    public PersistedJob read(byte[] member) throws MalformedEnvelopeException {
        Map<String, Object> fields = JsonReader.object(member);
        if (!fields.containsKey("Value")) {
            throw new MalformedEnvelopeException("job is no PersistedJob in JSON: it has no Value");
        }
        return new PersistedJob(
                text(fields, "UniqueId"),
                text(fields, "Key"),
                value(text(fields, "Value")),
                number(fields, "HandleTimeout"),
                number(fields, "Backoff"),
                number(fields, "Attempts"),
                number(fields, "MaxAttempts"));
    }

    @Override
    public byte[] write(PersistedJob job) {
        String value = Base64.getEncoder().encodeToString(job.value().bytes());
        StringBuilder json = new StringBuilder(160 + value.length());
        json.append("{\"UniqueId\":").append(quoted(job.uniqueId()));
        json.append(",\"Key\":").append(quoted(job.key()));
        json.append(",\"Value\":\"").append(value).append('"');
        json.append(",\"HandleTimeout\":").append(job.handleTimeoutNanos());
        json.append(",\"Backoff\":").append(job.backoffNanos());
        json.append(",\"Attempts\":").append(job.attempts());
        json.append(",\"MaxAttempts\":").append(job.maxAttempts());
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] rewrite(byte[] member, UnaryOperator<PersistedJob> change) throws MalformedEnvelopeException {
        return write(change.apply(read(member)));
    }

    private static String text(Map<String, Object> fields, String name) throws MalformedEnvelopeException {
        Object value = fields.getOrDefault(name, "");
        if (value instanceof String text) {
            return text;
        }
        throw new MalformedEnvelopeException("job is no PersistedJob in JSON: " + name + " is no string");
    }

    private static long number(Map<String, Object> fields, String name) throws MalformedEnvelopeException {
        Object value = fields.getOrDefault(name, 0L);
        if (value instanceof Long number) {
            return number;
        }
        throw new MalformedEnvelopeException("job is no PersistedJob in JSON: " + name + " is no whole number");
    }

    private static Body value(String base64) throws MalformedEnvelopeException {
        try {
            return Body.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new MalformedEnvelopeException("job is no PersistedJob in JSON: Value is no base64", e);
        }
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(character -> {
            switch (character) {
                case '"', '\\' -> quoted.append('\\').append((char) character);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '<', '>', '&', 0x2028, 0x2029 -> quoted.append(String.format("\\u%04x", character));
                default -> {
                    if (character < ' ') {
                        quoted.append(String.format("\\u%04x", character));
                    } else {
                        quoted.appendCodePoint(character);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}
