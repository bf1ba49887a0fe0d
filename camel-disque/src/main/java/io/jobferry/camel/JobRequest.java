package io.jobferry.camel;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a message's headers ask for, besides its endpoint's options. A header that cannot be read is refused with an
 * {@link IllegalArgumentException} which names it.
 */
public final class JobRequest {
    private final Message message;
    private final int place;
    private final int jobs;

    public JobRequest(Message message) {
        this(message, 0, 1);
    }

    /** What they ask for one of several jobs: of a header that is a list, the value at its place. */
    JobRequest(Message message, int place, int jobs) {
        this.message = message;
        this.place = place;
        this.jobs = jobs;
    }

    /**
     * The operation of the header, or this one.
     *
     * @param spelling makes the constant's name of a protocol's word
     */
    public <E extends Enum<E>> E operation(String header, E otherwise, UnaryOperator<String> spelling) {
        Object value = message.getHeader(header);
        Class<E> operations = otherwise.getDeclaringClass();
        if (value == null || operations.isInstance(value)) {
            return value == null ? otherwise : operations.cast(value);
        }
        try {
            return Enum.valueOf(operations, spelling.apply(value.toString()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "header " + header + " is not one of " + Arrays.toString(operations.getEnumConstants()) + ": "
                            + value,
                    e);
        }
    }

    /** The header as this type; empty if there is none. */
    public <T> Optional<T> value(String header, Class<T> type) {
        Object value = of(header);
        if (value == null) {
            return Optional.empty();
        }
        Exchange exchange = Objects.requireNonNull(message.getExchange(), "exchange");
        T converted = exchange.getContext().getTypeConverter().tryConvertTo(type, exchange, value);
        if (converted == null) {
            throw new IllegalArgumentException("header " + header + " is not a " + type.getSimpleName() + ": " + value);
        }
        return Optional.of(converted);
    }

    /** The header as this type; there must be one. */
    public <T> T mandatory(String header, Class<T> type) {
        return value(header, type).orElseThrow(() -> new IllegalArgumentException("header " + header + " is missing"));
    }

    /** The header as a duration. Camel would read bare numbers as milliseconds, who knows the server means seconds. */
    public Optional<Duration> duration(String header) {
        Object value = of(header);
        if (value instanceof Number
                || (value != null && value.toString().chars().allMatch(Character::isDigit))) {
            throw new IllegalArgumentException("header " + header + " has no unit: " + value
                    + ": give a java.time.Duration or \"" + value + "s\"");
        }
        return value(header, Duration.class);
    }

    /** The header as a moment: an Instant or its text. */
    public Optional<Instant> instant(String header) {
        Object value = of(header);
        if (value == null || value instanceof Instant) {
            return Optional.ofNullable((Instant) value);
        }
        try {
            return Optional.of(Instant.parse(value.toString()));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("header " + header + " is not an Instant: " + value, e);
        }
    }

    /** The ids of the header, which may be one or a collection; empty if there is none. */
    public List<String> ids(String header) {
        Object value = message.getHeader(header);
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> many
                ? many.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    private @Nullable Object of(String header) {
        Object value = message.getHeader(header);
        if (!(value instanceof List<?> values)) {
            return value;
        }
        if (values.size() != jobs) {
            throw new IllegalArgumentException(
                    "header " + header + " has " + values.size() + " values, and there are " + jobs + " jobs");
        }
        return values.get(place);
    }
}
