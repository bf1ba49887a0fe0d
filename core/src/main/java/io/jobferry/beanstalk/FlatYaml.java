package io.jobferry.beanstalk;

import io.jobferry.Body;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The two shapes of YAML that beanstalkd writes: {@code key: value} lines, and {@code - item} lines. Since 1.13 it puts
 * quotes around strings.
 */
final class FlatYaml {
    private FlatYaml() {}

    /** The values by their keys, in the server's order. */
    static Map<String, String> map(Body data) {
        Map<String, String> values = new LinkedHashMap<>();
        data.utf8().lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), unquoted(line.substring(colon + 1)));
            }
        });
        return values;
    }

    static List<String> list(Body data) {
        List<String> items = new ArrayList<>();
        data.utf8().lines().forEach(line -> {
            if (line.startsWith("- ")) {
                items.add(unquoted(line.substring(2)));
            }
        });
        return items;
    }

    private static String unquoted(String value) {
        String text = value.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
