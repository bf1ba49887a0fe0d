package io.jobferry;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a job says of itself besides its body, where there is an envelope to say it in.
 *
 * @param key what kind of job it is
 * @param uniqueId the job's name; null for one that the backend makes
 * @param limits what it says about the work on it
 */
public record JobLabel(String key, @Nullable String uniqueId, JobLimits limits) {
    public JobLabel {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(limits, "limits");
        if (uniqueId != null && uniqueId.isEmpty()) {
            throw new IllegalArgumentException("uniqueId is empty");
        }
    }
}
