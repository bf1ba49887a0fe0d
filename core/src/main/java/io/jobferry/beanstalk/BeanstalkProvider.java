package io.jobferry.beanstalk;

import io.jobferry.Backend;
import io.jobferry.BackendProvider;
import io.jobferry.QueueUri;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens {@code beanstalk://host:port}, {@code beanstalks://}, {@code tls://} and {@code unix:///path}. Parameters: {@code
 * connectTimeout} and {@code commandTimeout}, as {@code 5s}, {@code 500ms}, {@code 2m} or {@code PT5S}.
 */
public final class BeanstalkProvider implements BackendProvider {
    private static final String CONNECT_TIMEOUT = "connectTimeout";
    private static final String COMMAND_TIMEOUT = "commandTimeout";
    private static final Set<String> PARAMETERS = new TreeSet<>(Set.of(CONNECT_TIMEOUT, COMMAND_TIMEOUT));
    private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");

    @Override
    public Set<String> schemes() {
        return Set.of("beanstalk", "beanstalks", "tls", "unix");
    }

    @Override
    public Backend open(QueueUri uri) {
        Map<String, String> parameters = uri.parameters();
        for (String name : parameters.keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw new IllegalArgumentException(
                        "parameter is not one of " + PARAMETERS + ": \"" + name + "\" (" + uri.scheme() + ")");
            }
        }
        BeanstalkOptions defaults = BeanstalkOptions.of(uri.scheme() + "://" + uri.authority() + uri.path());
        return new BeanstalkBackend(
                defaults.withConnectTimeout(duration(parameters, CONNECT_TIMEOUT, defaults.connectTimeout()))
                        .withCommandTimeout(duration(parameters, COMMAND_TIMEOUT, defaults.commandTimeout())));
    }

    private static Duration duration(Map<String, String> parameters, String name, Duration missing) {
        String text = parameters.get(name);
        if (text == null) {
            return missing;
        }
        Matcher brief = SHORT_DURATION.matcher(text);
        try {
            return brief.matches() ? of(Long.parseLong(brief.group(1)), brief.group(2)) : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    name + " is not a duration such as 5s, 500ms, 2m or PT5S: \"" + text + "\"", e);
        }
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
