package io.jobferry.gob;

import io.jobferry.gob.WireType.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A slice. Two of the same element are the same type: a stream defines it once. */
final class ListType<E> extends GobType<List<E>> {
    private final GobType<E> element;

    ListType(GobType<E> element) {
        this.element = element;
    }

    @Override
    public List<E> zero() {
        return List.of();
    }

    @Override
    String goName() {
        return "[]" + element.goName();
    }

    @Override
    boolean isLeftOut(List<E> value) {
        return value.isEmpty();
    }

    @Override
    void require(WireTypes types, int id, String of) {
        WireType type = types.find(id);
        if (type == null || type.kind() != Kind.LIST) {
            throw types.mismatch(of, id, goName());
        }
        element.require(types, type.element(), "element of " + of);
    }

    @Override
    List<E> read(GobReader reader, int id) {
        List<E> elements = new ArrayList<>();
        reader.readElements(id, element, elements);
        return Collections.unmodifiableList(elements);
    }

    @Override
    void write(GobOutput out, List<E> value) {
        out.unsigned(value.size());
        for (E each : value) {
            element.write(out, each);
        }
    }

    @Override
    int id(TypeIds ids) {
        return ids.get(this);
    }

    @Override
    void number(TypeIds ids, String name) {
        if (!ids.has(this)) {
            numberParts(ids);
            ids.add(this, name);
        }
    }

    @Override
    void numberParts(TypeIds ids) {
        element.number(ids, "");
    }

    @Override
    void define(TypeIds ids, GobOutput out) {
        if (ids.isFirst(this)) {
            out.message(definition(ids));
            element.define(ids, out);
        }
    }

    private GobOutput definition(TypeIds ids) {
        GobOutput definition = ids.begin(this, Kind.LIST);
        definition.unsigned(1);
        definition.signed(element.id(ids));
        return TypeIds.end(definition);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListType<?> that && element.equals(that.element);
    }

    @Override
    public int hashCode() {
        return 31 + element.hashCode();
    }

    @Override
    public String toString() {
        return goName();
    }
}
