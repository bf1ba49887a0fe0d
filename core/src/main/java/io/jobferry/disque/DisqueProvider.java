package io.jobferry.disque;

import io.jobferry.Backend;
import io.jobferry.BackendProvider;
import io.jobferry.QueueUri;
import java.util.Set;

/**
 * Opens {@code disque://host:port,host:port} and {@code disques://}, with TLS; {@code disque:///} is what the environment
 * variable DISQUE_NODES names. Parameters: {@code connectTimeout} and {@code commandTimeout}, as {@code 5s}, {@code
 * 500ms}, {@code 2m} or {@code PT5S}.
 */
public final class DisqueProvider implements BackendProvider {
    private static final String CONNECT_TIMEOUT = "connectTimeout";
    private static final String COMMAND_TIMEOUT = "commandTimeout";

    @Override
    public Set<String> schemes() {
        return Set.of("disque", "disques");
    }

    @Override
    public Backend open(QueueUri uri) {
        uri.requireParametersIn(Set.of(CONNECT_TIMEOUT, COMMAND_TIMEOUT));
        if (!uri.path().isEmpty() && !uri.path().equals("/")) {
            throw new IllegalArgumentException("server URI has a path: \"" + uri.path() + "\" (" + uri.scheme() + ")");
        }
        DisqueOptions defaults = uri.authority().isEmpty()
                ? DisqueOptions.ofEnvironment()
                : DisqueOptions.of(uri.scheme() + "://" + uri.authority());
        return new DisqueBackend(defaults.withConnectTimeout(uri.duration(CONNECT_TIMEOUT, defaults.connectTimeout()))
                .withCommandTimeout(uri.duration(COMMAND_TIMEOUT, defaults.commandTimeout())));
    }
}
