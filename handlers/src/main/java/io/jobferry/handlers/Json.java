package io.jobferry.handlers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jobferry.Body;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON as Go's encoding/json writes it, with {@code <}, {@code >} and {@code &} escaped: no byte differs for nothing. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static {
        MAPPER.getFactory().setCharacterEscapes(new GoEscapes());
    }

    private Json() {}

    static Body write(Object value) {
        try {
            return Body.of(MAPPER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "payload cannot be written as JSON: " + value.getClass().getName(), e);
        }
    }

    static <T> T read(Body body, Class<T> type) {
        @Nullable T value;
        try {
            value = MAPPER.readValue(body.bytes(), type);
        } catch (JsonProcessingException e) {
            e.clearLocation(); // its message would show the source
            throw new PayloadException(
                    "payload is no JSON of " + type.getName() + ": "
                            + e.getClass().getSimpleName(),
                    e);
        } catch (IOException e) {
            throw new PayloadException("payload is no JSON of " + type.getName(), e);
        }
        if (value == null) {
            throw new PayloadException("payload is no JSON of " + type.getName() + ": it is null");
        }
        return value;
    }

    /** Go escapes these for the sake of HTML and JavaScript. */
    private static final class GoEscapes extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = standardAsciiEscapesForJSON();
            escapes['<'] = ESCAPE_CUSTOM;
            escapes['>'] = ESCAPE_CUSTOM;
            escapes['&'] = ESCAPE_CUSTOM;
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return switch (character) {
                case '<', '>', '&', 0x2028, 0x2029 -> new SerializedString(String.format("\\u%04x", character));
                default -> null;
            };
        }
    }
}
