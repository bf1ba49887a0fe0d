package io.jobferry.gob;

import io.jobferry.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Go program wrote: a line of fixtures.jsonl, whose JSON has flat objects and no escapes. */
record Fixture(String json) {
    private static final String FILE = "fixtures.jsonl";
    private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"");

    /** All of this kind: PersistedJob, Message or value. */
    static List<Fixture> ofKind(String kind) {
        return all().stream()
                .filter(fixture -> fixture.text("kind").equals(kind))
                .toList();
    }

    static List<Fixture> all() {
        try (InputStream file = Objects.requireNonNull(Fixture.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Fixture::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Body stream() {
        return bytes("hex");
    }

    /** The text of this name, empty if there is none. */
    String text(String name) {
        return group(name, "\"([^\"]*)\"", "");
    }

    /** The bytes of this name, empty if there are none. */
    Body bytes(String name) {
        return Body.of(HexFormat.of().parseHex(text(name)));
    }

    /** The number of this name, 0 if there is none. */
    long number(String name) {
        return Long.parseLong(group(name, "(-?[0-9]+)", "0"));
    }

    /** The texts of this name, empty if there are none. */
    List<String> texts(String name) {
        return STRING.matcher(group(name, "\\[([^\\]]*)\\]", ""))
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    private String group(String name, String value, String absent) {
        Matcher matcher = Pattern.compile("\"" + name + "\":" + value).matcher(json);
        return matcher.find() ? matcher.group(1) : absent;
    }

    /** The name only: it is that of a test. */
    @Override
    public String toString() {
        return text("name");
    }
}
