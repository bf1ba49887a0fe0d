package io.jobferry.gob;

import io.jobferry.Body;
import java.util.List;

/** The types that need no declaration. Maps, arrays, complex numbers and interfaces are passed over, but not read. */
public final class GobTypes {
    /** {@code bool}. */
    public static final GobType<Boolean> BOOL =
            new BasicType<>(BasicWireType.BOOL, "bool", false, GobInput::bool, GobOutput::bool);

    /** {@code int}, {@code int64} and the smaller ones. */
    public static final GobType<Long> INT =
            new BasicType<>(BasicWireType.INT, "int", 0L, GobInput::signed, GobOutput::signed);

    /** {@code uint}, {@code uint64} and the smaller ones; from 2^63 on the long is negative. */
    public static final GobType<Long> UINT =
            new BasicType<>(BasicWireType.UINT, "uint", 0L, GobInput::unsigned, GobOutput::unsigned);

    /** {@code float64} and {@code float32}. */
    public static final GobType<Double> FLOAT =
            new BasicType<>(BasicWireType.FLOAT, "float64", 0.0, GobInput::float64, GobOutput::float64);

    /** {@code []byte}. */
    public static final GobType<Body> BYTES =
            new BasicType<>(BasicWireType.BYTES, "[]uint8", Body.of(new byte[0]), GobInput::bytes, GobOutput::bytes);

    /** {@code string} of UTF-8; one of other bytes, which Go allows, is refused rather than changed. */
    public static final GobType<String> STRING =
            new BasicType<>(BasicWireType.STRING, "string", "", GobInput::string, GobOutput::string);

    private GobTypes() {}

    /**
     * A slice of these. Go's name of such a type, of which only Go's own error messages make use, depends on the size of
     * numbers and on packages: written here is {@code []int} and {@code []T}.
     */
    public static <E> GobType<List<E>> listOf(GobType<E> element) {
        return new ListType<>(element);
    }
}
