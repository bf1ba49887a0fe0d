package io.jobferry;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a job says of itself besides its body, where there is an envelope to say it in.
 *
 * @param key what kind of job it is
 * @param uniqueId the job's name; null for one that the backend makes
 * @param handleTimeout how long a handler may take, above zero; null for what the consumer allows
 * @param maxAttempts after how many attempts it is given up, 1 or more
 */
public record JobLabel(
        String key, @Nullable String uniqueId, @Nullable Duration handleTimeout, int maxAttempts) {
    public JobLabel {
        Objects.requireNonNull(key, "key");
        if (uniqueId != null && uniqueId.isEmpty()) {
            throw new IllegalArgumentException("uniqueId is empty");
        }
        if (handleTimeout != null && (handleTimeout.isNegative() || handleTimeout.isZero())) {
            throw new IllegalArgumentException("handleTimeout is not above zero: " + handleTimeout);
        }
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts is below 1: " + maxAttempts);
        }
    }
}
