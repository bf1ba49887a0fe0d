package io.jobferry.gob;

import java.util.function.BiConsumer;
import java.util.function.Function;

/** A type that needs no definition. */
final class BasicType<T> extends GobType<T> {
    private final BasicWireType wire;
    private final String goName;
    private final T zero;
    private final Function<GobInput, T> read;
    private final BiConsumer<GobOutput, T> write;

    BasicType(BasicWireType wire, String goName, T zero, Function<GobInput, T> read, BiConsumer<GobOutput, T> write) {
        this.wire = wire;
        this.goName = goName;
        this.zero = zero;
        this.read = read;
        this.write = write;
    }

    int id() {
        return wire.id();
    }

    @Override
    public T zero() {
        return zero;
    }

    @Override
    String goName() {
        return goName;
    }

    /** Go compares, and to it -0.0 is 0. */
    @Override
    boolean isLeftOut(T value) {
        return value.equals(zero) || value.equals(-0.0);
    }

    @Override
    void require(WireTypes types, int id, String of) {
        if (id != wire.id()) {
            throw types.mismatch(of, id, wire.goName());
        }
    }

    @Override
    T read(GobReader reader, int id) {
        return read.apply(reader.in());
    }

    @Override
    void write(GobOutput out, T value) {
        write.accept(out, value);
    }

    @Override
    int id(TypeIds ids) {
        return wire.id();
    }

    @Override
    void number(TypeIds ids, String name) {}

    @Override
    void numberParts(TypeIds ids) {}

    @Override
    void define(TypeIds ids, GobOutput out) {}

    @Override
    public String toString() {
        return goName;
    }
}
