package io.jobferry.handlers;

import io.jobferry.Body;
import io.jobferry.gob.Gob;
import io.jobferry.gob.GobException;
import io.jobferry.gob.GobType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** How a payload becomes bytes and a payload again. Used by any thread. */
public interface Codec<T> {
    /** The payload in bytes. */
    Body encode(T payload);

    /**
     * The payload that these bytes are.
     *
     * @throws PayloadException if they are none: no later attempt will read them either
     */
    T decode(Body body);

    /** The bytes as they are. */
    static Codec<Body> bytes() {
        return of(payload -> payload, body -> body);
    }

    /** Text in UTF-8; bytes that are not UTF-8 are refused. */
    static Codec<String> text() {
        return of(Body::utf8, Codec::utf8);
    }

    /** JSON by Jackson, for records, beans, maps and lists; fields that the type does not have are passed over. */
    static <T> Codec<T> json(Class<T> type) {
        return of(payload -> Json.write(payload), body -> Json.read(body, type));
    }

    /** Go's encoding/gob of a value or a struct: what core-queue and tsuru write unless they are told otherwise. */
    static <T> Codec<T> gob(GobType<T> type) {
        return of(payload -> Gob.of(type, payload).write(), body -> {
            try {
                return Gob.read(body, type).value();
            } catch (GobException e) {
                throw new PayloadException("payload is no gob of " + type + ": " + e.getMessage(), e);
            }
        });
    }

    /** A codec of these two halves. */
    static <T> Codec<T> of(Encoder<T> encoder, Decoder<T> decoder) {
        return new Codec<>() {
            @Override
            public Body encode(T payload) {
                return encoder.encode(payload);
            }

            @Override
            public T decode(Body body) {
                return decoder.decode(body);
            }
        };
    }

    /** The way out; see {@link Codec#encode}. */
    @FunctionalInterface
    interface Encoder<T> {
        Body encode(T payload);
    }

    /** The way in; see {@link Codec#decode}. */
    @FunctionalInterface
    interface Decoder<T> {
        T decode(Body body);
    }

    private static String utf8(Body body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body.bytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PayloadException("payload is not UTF-8: " + body, e);
        }
    }
}
