package io.jobferry.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jobferry.Body;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** What a program of Go 1.19 wrote with encoding/gob, a line each: tsuru's messages, and plain values. */
final class GoPayloads {
    private static final String FILE = "go-payloads.jsonl";

    private GoPayloads() {}

    /** All of this kind: Message or value. */
    static List<JsonNode> ofKind(String kind) {
        try (InputStream file = Objects.requireNonNull(GoPayloads.class.getResourceAsStream(FILE), FILE)) {
            return new ObjectMapper()
                    .readerFor(JsonNode.class).<JsonNode>readValues(file).readAll().stream()
                            .filter(line -> line.path("kind").asText().equals(kind))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Go wrote under this name. */
    static Body named(String name) {
        return ofKind("value").stream()
                .filter(line -> line.path("name").asText().equals(name))
                .map(GoPayloads::body)
                .findFirst()
                .orElseThrow();
    }

    static Body body(JsonNode line) {
        return Body.of(HexFormat.of().parseHex(line.path("hex").asText()));
    }
}
