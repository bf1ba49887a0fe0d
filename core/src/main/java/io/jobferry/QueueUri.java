package io.jobferry;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server's address: {@code scheme://authority/path?name=value&…}, for example {@code beanstalk://localhost:11300} or
 * {@code unix:///run/beanstalkd.sock}. Secrets do not belong in it: user info is refused.
 *
 * @param scheme in lower case
 * @param authority {@code host:port}, with commas where there are several; may be empty
 * @param path as written, with its leading slash; may be empty
 * @param parameters decoded, in their order
 */
public record QueueUri(String scheme, String authority, String path, Map<String, String> parameters) {
    private static final Pattern SHORT_DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");

    public QueueUri {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(authority, "authority");
        Objects.requireNonNull(path, "path");
        parameters = Map.copyOf(parameters);
    }

    /**
     * Takes a URI apart.
     *
     * @throws IllegalArgumentException if it has no scheme, is no URI, has user info, or names a parameter twice
     */
    public static QueueUri parse(String text) {
        if (text.indexOf('@') >= 0) {
            // The text itself is not repeated: it may hold a password.
            throw new IllegalArgumentException(
                    "server URI has user info: give user name and password as options instead");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("server URI is malformed: \"" + text + "\": " + e.getReason(), e);
        }
        if (uri.getScheme() == null || uri.isOpaque()) {
            throw new IllegalArgumentException("server URI is not scheme://host:port: \"" + text + "\"");
        }
        String authority = uri.getRawAuthority();
        String path = uri.getPath();
        return new QueueUri(
                uri.getScheme().toLowerCase(Locale.ROOT),
                authority == null ? "" : authority,
                path == null ? "" : path,
                parameters(uri.getRawQuery(), text));
    }

    /**
     * Checks that there are no other parameters than these.
     *
     * @throws IllegalArgumentException if there is one; the message lists those that are allowed
     */
    public void requireParametersIn(Set<String> allowed) {
        for (String name : parameters.keySet()) {
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException(
                        "parameter is not one of " + new TreeSet<>(allowed) + ": \"" + name + "\" (" + scheme + ")");
            }
        }
    }

    /**
     * The duration that a parameter gives, as {@code 5s}, {@code 500ms}, {@code 2m} or {@code PT5S}; {@code missing} if
     * there is no such parameter.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public Duration duration(String parameter, Duration missing) {
        String text = parameters.get(parameter);
        if (text == null) {
            return missing;
        }
        Matcher brief = SHORT_DURATION.matcher(text);
        try {
            return brief.matches() ? of(Long.parseLong(brief.group(1)), brief.group(2)) : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    parameter + " is not a duration such as 5s, 500ms, 2m or PT5S: \"" + text + "\"", e);
        }
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }

    private static Map<String, String> parameters(@Nullable String query, String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("parameter is not name=value: \"" + pair + "\" in \"" + text + "\"");
            }
            String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            if (parameters.put(name, value) != null) {
                throw new IllegalArgumentException("parameter stands twice: \"" + name + "\" in \"" + text + "\"");
            }
        }
        return parameters;
    }
}
