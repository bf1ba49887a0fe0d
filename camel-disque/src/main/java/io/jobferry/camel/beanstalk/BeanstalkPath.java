package io.jobferry.camel.beanstalk;

import io.jobferry.camel.QueueComponent;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code beanstalk:} in a URI.
 *
 * <pre>
 *   mail                       the tube mail
 *   mail,sms                   two tubes
 *   host:11300/mail+sms        as camel-beanstalk 3 had it: a server and two tubes
 *   host/mail, mail+sms        both ways: refused, unless servers are given elsewhere
 * </pre>
 *
 * @param server of the old form; null if the path names tubes only
 * @param tubes decoded
 */
record BeanstalkPath(@Nullable String server, List<String> tubes) {
    private static final Pattern OLD = Pattern.compile("([^:/+,]+):(\\d+)(?:/(.*))?");
    private static final String OLD_TUBE = "default";
    private static final int OLD_PORT = 11300;

    /**
     * Reads a path.
     *
     * @param serversGiven whether the servers stand in an option: then the path names tubes only
     * @throws IllegalArgumentException if it is malformed, or can be read in two ways
     */
    static BeanstalkPath parse(String path, boolean serversGiven) {
        if (path.indexOf(':') >= 0) {
            return old(path, serversGiven);
        }
        if (!serversGiven && (path.indexOf('/') >= 0 || path.indexOf('+') >= 0)) {
            throw new IllegalArgumentException(twoReadings(path));
        }
        return new BeanstalkPath(null, QueueComponent.names(path, ','));
    }

    private static BeanstalkPath old(String path, boolean serversGiven) {
        Matcher matcher = OLD.matcher(path);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("path is neither tubes nor host:port/tube: \"" + path + "\"");
        }
        if (serversGiven) {
            throw new IllegalArgumentException(
                    "path has a server, and so has the option servers: \"" + path + "\"; leave it out of the path");
        }
        String tubes = matcher.group(3);
        return new BeanstalkPath(matcher.group(1) + ":" + matcher.group(2), oldTubes(tubes == null ? "" : tubes));
    }

    private static List<String> oldTubes(String tubes) {
        return tubes.isEmpty() ? List.of(OLD_TUBE) : QueueComponent.names(tubes, '+');
    }

    private static String twoReadings(String path) {
        int slash = path.indexOf('/');
        String host = slash < 0 ? "localhost" : path.substring(0, slash);
        List<String> tubes = oldTubes(path.substring(slash + 1));
        return "path can be read in two ways: \"" + path + "\": as tubes " + QueueComponent.names(path, ',')
                + ", then write beanstalk:" + path + "?servers=localhost:" + OLD_PORT
                + "; or as camel-beanstalk 3 did, as tubes " + tubes + " on " + host + ", then write beanstalk:"
                + String.join(",", tubes) + "?servers=" + host + ":" + OLD_PORT;
    }
}
