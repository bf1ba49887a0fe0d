package io.jobferry.camel;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.HealthCheckComponent;

/** What the components of all schemes do alike: take the path apart, hand the options on, add global TLS settings. */
public abstract class QueueComponent extends HealthCheckComponent implements SSLContextParametersAware {
    private static final Pattern BARE = Pattern.compile("0*[1-9]\\d*");

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Enable usage of global SSL context parameters.")
    private boolean useGlobalSslContextParameters;

    /** The options that all endpoints begin with. */
    public abstract QueueConfiguration getConfiguration();

    /**
     * A new endpoint for this path, with the component's options; it may take parameters out and change them.
     *
     * @throws IllegalArgumentException if the path cannot be read, or in more than one way
     */
    protected abstract QueueEndpoint newEndpoint(String uri, String path, Map<String, Object> parameters)
            throws Exception;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        QueueEndpoint endpoint = newEndpoint(uri, remaining, parameters);
        setProperties(endpoint, parameters);
        if (endpoint.getConfiguration().getSslContextParameters() == null) {
            endpoint.getConfiguration().setSslContextParameters(retrieveGlobalSslContextParameters());
        }
        return endpoint;
    }

    /** The path as written: an encoded comma is part of a name, a plain one parts names. */
    @Override
    public boolean useRawUri() {
        return true;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    /**
     * Refuses durations that are bare digits: Camel would read them as milliseconds, who knows the server means seconds.
     *
     * @throws IllegalArgumentException if one of these parameters is such a duration; zero needs no unit
     */
    protected static void requireUnits(Map<String, Object> parameters, String... durations) {
        for (String name : durations) {
            Object value = parameters.get(name);
            if (value != null && BARE.matcher(value.toString()).matches()) {
                throw new IllegalArgumentException(
                        "option %s has no unit: \"%s\": write %2$ss or %2$sms".formatted(name, value));
            }
        }
    }

    /** The names in a path, parted by this character, each with its %XX decoded; a plus sign is a plus sign. */
    public static List<String> names(String path, char separator) {
        List<String> names = new ArrayList<>();
        for (String name : path.split(String.valueOf("\\" + separator), -1)) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("path has an empty queue name: \"" + path + "\"");
            }
            names.add(decoded(name, path));
        }
        return names;
    }

    private static String decoded(String name, String path) {
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "path has a percent sign without two hexadecimal digits: \"" + path + "\"", e);
        }
    }
}
