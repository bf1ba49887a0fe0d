package io.jobferry;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

/**
 * The way in.
 *
 * <pre>{@code
 * try (Backend backend = Queues.open("beanstalk://localhost:11300");
 *         JobSink mail = backend.sink("mail")) {
 *     mail.put(NewJob.of("hello"));
 * }
 * }</pre>
 */
public final class Queues {
    private Queues() {}

    /**
     * The backend that this server URI names; does not connect.
     *
     * @throws IllegalArgumentException if the URI is malformed or its scheme is nobody's; the message lists the schemes
     */
    public static Backend open(String uri) {
        QueueUri parsed = QueueUri.parse(uri);
        List<String> known = new ArrayList<>();
        for (BackendProvider provider :
                ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())) {
            if (provider.schemes().contains(parsed.scheme())) {
                return provider.open(parsed);
            }
            known.addAll(provider.schemes());
        }
        throw new IllegalArgumentException(
                "scheme is not one of " + new TreeSet<>(known) + ": \"" + parsed.scheme() + "\" in \"" + uri + "\"");
    }
}
