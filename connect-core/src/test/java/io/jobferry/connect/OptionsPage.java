package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;

/** A backend's options as a page of tables, made from the definitions of its two connectors. */
public final class OptionsPage {
    private final String module;
    private final SourceConnector source;
    private final SinkConnector sink;

    /** @param module the Maven module of the connectors, for the line that says how the page is made */
    public OptionsPage(String module, SourceConnector source, SinkConnector sink) {
        this.module = module;
        this.source = source;
        this.sink = sink;
    }

    /**
     * Sees that the file is this page, or with {@code -Djobferry.docs.write=true} makes it so.
     *
     * @throws AssertionError if it is not
     */
    public void requireCurrent(Path file) throws IOException {
        String page = text();
        if (Boolean.getBoolean("jobferry.docs.write")) {
            Files.writeString(file, page);
        }
        assertThat(file)
                .as("docs page; its last line says how to write it anew")
                .hasContent(page);
    }

    /** The page, in Markdown. */
    private String text() {
        ConfigDef ofSource = source.config();
        ConfigDef ofSink = sink.config();
        StringBuilder page = new StringBuilder();
        page.append("# Options of `").append(module).append("`\n\n");
        page.append("Made from the code; to make it anew, see the end. Keys that every connector has (such as `name`,"
                + " `tasks.max`, `topics` and the converters) are left out. A key that nobody knows is refused when a"
                + " configuration is set.\n");
        page.append("\n## Both connectors\n\n");
        table(page, ofSource, key -> ofSink.names().contains(key.name));
        page.append("\n## Source: `").append(source.getClass().getName()).append("`\n\n");
        table(page, ofSource, key -> !ofSink.names().contains(key.name));
        page.append("\n## Sink: `").append(sink.getClass().getName()).append("`\n\n");
        table(page, ofSink, key -> !ofSource.names().contains(key.name));
        page.append("\n---\n`mvn -pl ")
                .append(module)
                .append(" -am test -Dtest=OptionsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Djobferry.docs.write=true` writes this page anew.\n");
        return page.toString();
    }

    private static void table(StringBuilder page, ConfigDef def, Predicate<ConfigKey> which) {
        page.append("| Key | Group | Type | Default | Allowed | What it does |\n|---|---|---|---|---|---|\n");
        for (String group : def.groups()) {
            def.configKeys().values().stream()
                    .filter(key -> group.equals(key.group) && which.test(key))
                    .map(OptionsPage::row)
                    .forEach(page::append);
        }
    }

    private static String row(ConfigKey key) {
        List<String> cells = List.of(
                "`" + key.name + "`",
                key.group,
                key.type.name().toLowerCase(Locale.ROOT),
                defaultOf(key),
                key.validator == null ? "" : key.validator.toString(),
                key.documentation);
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String defaultOf(ConfigKey key) {
        if (!key.hasDefault()) {
            return "needed";
        }
        String text = ConfigDef.convertToString(key.defaultValue, key.type);
        return text == null || text.isEmpty() ? "" : "`" + text + "`";
    }
}
