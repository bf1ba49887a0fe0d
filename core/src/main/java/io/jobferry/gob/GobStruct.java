package io.jobferry.gob;

import io.jobferry.gob.WireType.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A struct with the fields that we know, in the order of Go's declaration. A stream's struct is read as this by the names
 * of its fields, one of which must be known: fields that it lacks are zero, those that we do not know are passed over. One
 * of a known name and another type is refused.
 */
public final class GobStruct extends GobType<GobRecord> {
    private final String name;
    private final List<GobField<?>> fields;
    private final Map<String, Integer> places = new HashMap<>();
    private final GobRecord zero;

    private GobStruct(String name, List<GobField<?>> fields) {
        this.name = name;
        this.fields = fields;
        for (GobField<?> field : fields) {
            if (places.put(field.name(), places.size()) != null) {
                throw new IllegalArgumentException("struct " + name + " has two fields of one name: " + field.name());
            }
        }
        this.zero = new GobRecord(
                this, fields.stream().map(field -> field.type().zero()).toArray());
    }

    /**
     * A struct of this name and these fields.
     *
     * @throws IllegalArgumentException if there is no field, or two have one name
     */
    public static GobStruct of(String name, GobField<?>... fields) {
        if (fields.length == 0) {
            throw new IllegalArgumentException("struct has no fields: " + name);
        }
        return new GobStruct(name, List.of(fields));
    }

    @Override
    public GobRecord zero() {
        return zero;
    }

    List<GobField<?>> fields() {
        return fields;
    }

    /** Where a record has the field of this name, or -1. */
    int placeOf(String field) {
        return places.getOrDefault(field, -1);
    }

    @Override
    String goName() {
        return name;
    }

    /** Never: Go sends a struct in a struct also if all its fields are zero. */
    @Override
    boolean isLeftOut(GobRecord value) {
        return false;
    }

    @Override
    void require(WireTypes types, int id, String of) {
        WireType type = types.find(id);
        if (type == null || type.kind() != Kind.STRUCT) {
            throw types.mismatch(of, id, "struct " + name);
        }
        boolean known = false;
        for (WireType.Field field : type.fields()) {
            int place = placeOf(field.name());
            if (place >= 0) {
                known = true;
                fields.get(place).type().require(types, field.typeId(), "field " + name + "." + field.name());
            }
        }
        if (!known) {
            throw types.mismatch(of, id, "struct " + name + ", of whose fields it has none");
        }
    }

    @Override
    GobRecord read(GobReader reader, int id) {
        Object[] values = zero.values();
        reader.readFields(id, this, values);
        return new GobRecord(this, values);
    }

    @Override
    void write(GobOutput out, GobRecord value) {
        int last = -1;
        for (int i = 0; i < fields.size(); i++) {
            if (writeField(out, i - last, fields.get(i), value)) {
                last = i;
            }
        }
        out.unsigned(0);
    }

    private static <T> boolean writeField(GobOutput out, int step, GobField<T> field, GobRecord record) {
        T value = record.get(field);
        if (field.type().isLeftOut(value)) {
            return false;
        }
        out.unsigned(step);
        field.type().write(out, value);
        return true;
    }

    @Override
    int id(TypeIds ids) {
        return ids.get(this);
    }

    @Override
    void number(TypeIds ids, String place) {
        if (!ids.has(this)) {
            ids.add(this, name);
            numberParts(ids);
        }
    }

    @Override
    void numberParts(TypeIds ids) {
        fields.forEach(field -> field.type().number(ids, field.type().goName()));
    }

    @Override
    void define(TypeIds ids, GobOutput out) {
        if (ids.isFirst(this)) {
            out.message(definition(ids));
            fields.forEach(field -> field.type().define(ids, out));
        }
    }

    private GobOutput definition(TypeIds ids) {
        GobOutput definition = ids.begin(this, Kind.STRUCT);
        definition.unsigned(1);
        definition.unsigned(fields.size());
        for (GobField<?> field : fields) {
            definition.unsigned(1);
            definition.string(field.name());
            definition.unsigned(1);
            definition.signed(field.type().id(ids));
            definition.unsigned(0);
        }
        return TypeIds.end(definition);
    }

    @Override
    public String toString() {
        return "struct " + name;
    }
}
