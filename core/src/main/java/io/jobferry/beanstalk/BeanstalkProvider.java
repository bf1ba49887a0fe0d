package io.jobferry.beanstalk;

import io.jobferry.Backend;
import io.jobferry.BackendProvider;
import io.jobferry.QueueUri;
import java.util.Set;

/**
 * Opens {@code beanstalk://host:port}, {@code beanstalks://}, {@code tls://} and {@code unix:///path}. Parameters: {@code
 * connectTimeout} and {@code commandTimeout}, as {@code 5s}, {@code 500ms}, {@code 2m} or {@code PT5S}.
 */
public final class BeanstalkProvider implements BackendProvider {
    private static final String CONNECT_TIMEOUT = "connectTimeout";
    private static final String COMMAND_TIMEOUT = "commandTimeout";

    @Override
    public Set<String> schemes() {
        return Set.of("beanstalk", "beanstalks", "tls", "unix");
    }

    @Override
    public Backend open(QueueUri uri) {
        uri.requireParametersIn(Set.of(CONNECT_TIMEOUT, COMMAND_TIMEOUT));
        BeanstalkOptions defaults = BeanstalkOptions.of(uri.scheme() + "://" + uri.authority() + uri.path());
        return new BeanstalkBackend(
                defaults.withConnectTimeout(uri.duration(CONNECT_TIMEOUT, defaults.connectTimeout()))
                        .withCommandTimeout(uri.duration(COMMAND_TIMEOUT, defaults.commandTimeout())));
    }
}
