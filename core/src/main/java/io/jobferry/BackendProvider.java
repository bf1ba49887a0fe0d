package io.jobferry;

import java.util.Set;

/** How {@link Queues} finds backends: a service, one a backend. */
public interface BackendProvider {
    /** The URI schemes that it opens. */
    Set<String> schemes();

    /**
     * A backend for this URI; does not connect.
     *
     * @throws IllegalArgumentException if the URI has a part or a parameter that the backend does not know
     */
    Backend open(QueueUri uri);
}
