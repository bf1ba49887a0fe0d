package io.jobferry.camel;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** A scheme's options and headers as a page of tables, made from the schema that Camel's tools made from the code. */
final class OptionsTable {
    /** What every component of Camel has; its own documentation says more. */
    private static final Set<String> CAMELS_OWN = Set.of(
            "autowiredEnabled",
            "bridgeErrorHandler",
            "exceptionHandler",
            "exchangePattern",
            "healthCheckConsumerEnabled",
            "healthCheckProducerEnabled",
            "lazyStartProducer");

    private final JsonObject schema;

    private OptionsTable(JsonObject schema) {
        this.schema = schema;
    }

    static OptionsTable ofSchema(String resource) {
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(OptionsTable.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8)) {
            return new OptionsTable((JsonObject) Jsoner.deserialize(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DeserializationException e) {
            throw new IllegalStateException("schema is no JSON: " + resource, e);
        }
    }

    /** The page, in Markdown. */
    String page() {
        JsonObject component = Objects.requireNonNull(schema.<JsonObject>getMap("component"));
        StringBuilder page = new StringBuilder();
        page.append("# `").append(component.getString("scheme")).append(":` options and headers\n\n");
        page.append("Made from the code; to make it anew, see the end. Options that every Camel component has"
                + " (such as `exceptionHandler` and `lazyStartProducer`) are left out.\n\n");
        page.append("`").append(component.getString("syntax")).append("?options`\n\n");
        page.append("## Endpoint\n\n");
        table(page, "properties", "Option");
        page.append("\n## Component\n\n");
        page.append("The options above, path and browseLimit excepted, can be set on the component too, in its"
                + " configuration: its endpoints begin with them. These are the component's own.\n\n");
        table(page, "componentProperties", "Option");
        page.append("\n## Headers\n\n");
        table(page, "headers", "Header");
        page.append(
                "\n---\n`mvn -pl camel-disque -am test -Dtest=OptionsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Djobferry.docs.write=true` writes this page anew.\n");
        return page.toString();
    }

    private void table(StringBuilder page, String section, String heading) {
        page.append("| ").append(heading).append(" | Group | Type | Default | What it does |\n|---|---|---|---|---|\n");
        for (Map.Entry<String, Object> entry :
                schema.<JsonObject>getMap(section).entrySet()) {
            JsonObject option = (JsonObject) entry.getValue();
            boolean above = section.equals("componentProperties") && option.containsKey("configurationClass");
            if (above || CAMELS_OWN.contains(entry.getKey())) {
                continue;
            }
            page.append("| `%s` | %s | %s | %s | %s |\n"
                    .formatted(
                            entry.getKey(),
                            option.getStringOrDefault("group", ""),
                            type(option),
                            defaultOf(option),
                            escaped(option.getStringOrDefault("description", ""))));
        }
    }

    private static String type(JsonObject option) {
        if (option.get("enum") instanceof Iterable<?> values) {
            StringBuilder words = new StringBuilder();
            values.forEach(value -> words.append(words.length() == 0 ? "" : ", ")
                    .append("`")
                    .append(value)
                    .append("`"));
            return words.toString();
        }
        String javaType = option.getStringOrDefault("javaType", "");
        String type = javaType.substring(javaType.lastIndexOf('.') + 1).replace("<", "\\<");
        return Boolean.TRUE.equals(option.get("secret")) ? type + ", secret" : type;
    }

    private static String defaultOf(JsonObject option) {
        Object value = option.get("defaultValue");
        return value == null ? "" : "`" + value + "`";
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|");
    }
}
