package io.jobferry.redisqueue;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads one flat JSON object: of strings, whole numbers and null, which is as if the field were not there. That is all
 * that an envelope has; anything else is refused. Used by one thread.
 */
final class JsonReader {
    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** The fields, each a String or a Long. */
    static Map<String, Object> object(byte[] json) throws MalformedEnvelopeException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedEnvelopeException("job is no JSON: it is not UTF-8", e);
        }
        return new JsonReader(text).object();
    }

    private Map<String, Object> object() throws MalformedEnvelopeException {
        Map<String, Object> fields = new HashMap<>();
        expect('{');
        if (peek() == '}') {
            at++;
        } else {
            do {
                field(fields);
            } while (more());
        }
        skipSpace();
        if (at < text.length()) {
            throw wrong("the end");
        }
        return fields;
    }

    private void field(Map<String, Object> fields) throws MalformedEnvelopeException {
        String name = string();
        expect(':');
        char first = peek();
        if (first == '"') {
            fields.put(name, string());
        } else if (text.startsWith("null", at)) {
            at += 4;
        } else if (first == '-' || isDigit(first)) {
            fields.put(name, number());
        } else {
            throw wrong("a string, a number or null");
        }
    }

    /** Whether another field follows; it is at its name then, else behind the object. */
    private boolean more() throws MalformedEnvelopeException {
        char next = peek();
        if (next != ',' && next != '}') {
            throw wrong("a comma or the object's end");
        }
        at++;
        return next == ',';
    }

    private long number() throws MalformedEnvelopeException {
        int from = at;
        at++;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        try {
            return Long.parseLong(text.substring(from, at));
        } catch (NumberFormatException e) {
            throw wrong("a whole number of 64 bits");
        }
    }

    private String string() throws MalformedEnvelopeException {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (true) {
            char next = take();
            if (next == '"') {
                return whole(string);
            }
            if (next < ' ') {
                throw wrong("an escaped control character");
            }
            string.append(next == '\\' ? escaped() : next);
        }
    }

    /** As Go reads it: half a surrogate pair, which only an escape can be, is U+FFFD. */
    private static String whole(StringBuilder string) {
        for (int i = 0; i < string.length(); i++) {
            if (Character.isSupplementaryCodePoint(string.codePointAt(i))) {
                i++;
            } else if (Character.isSurrogate(string.charAt(i))) {
                string.setCharAt(i, '\uFFFD');
            }
        }
        return string.toString();
    }

    private char escaped() throws MalformedEnvelopeException {
        char escape = take();
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw wrong("an escape");
        };
    }

    private char unicode() throws MalformedEnvelopeException {
        int character = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(take(), 16);
            if (digit < 0) {
                throw wrong("four hexadecimal digits");
            }
            character = character * 16 + digit;
        }
        return (char) character;
    }

    private void expect(char wanted) throws MalformedEnvelopeException {
        if (peek() != wanted) {
            throw wrong("'" + wanted + "'");
        }
        at++;
    }

    /** The next character that is no space; it is not passed over. */
    private char peek() throws MalformedEnvelopeException {
        skipSpace();
        if (at == text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private char take() throws MalformedEnvelopeException {
        if (at == text.length()) {
            throw wrong("more");
        }
        return text.charAt(at++);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /** The place only: bodies may be secret. */
    private MalformedEnvelopeException wrong(String wanted) {
        return new MalformedEnvelopeException("job is no JSON: no " + wanted + " at character " + at);
    }
}
