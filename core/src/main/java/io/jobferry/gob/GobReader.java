package io.jobferry.gob;

import io.jobferry.Body;
import io.jobferry.gob.WireType.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a stream: messages that each define a type, then the message of one value, then nothing.
 *
 * <pre>
 * definition  negative type id, struct (see {@link WireTypes})
 * value       type id, struct; or type id, 0, value of another kind
 * </pre>
 */
final class GobReader {
    /** The most elements of lists, all together: each may be one byte here and a hundred in memory. */
    private static final int MOST_ELEMENTS = 1 << 20;

    private final GobInput in;
    private final WireTypes types;
    private final Skipping skipping;
    private final Map<Match, int[]> matches = new HashMap<>();
    private int elements;

    /** A struct of ours and the stream's type that is read as it. */
    private record Match(GobStruct struct, int typeId) {}

    private GobReader(Body stream) {
        in = new GobInput(stream.bytes());
        types = new WireTypes(in);
        skipping = new Skipping(in, types);
    }

    static <T> Gob<T> read(Body stream, GobType<T> type) {
        return new GobReader(stream).read(type);
    }

    GobInput in() {
        return in;
    }

    /** The elements of a list of this type. */
    <E> void readElements(int typeId, GobType<E> element, List<E> into) {
        int count = in.length("list");
        if (count > MOST_ELEMENTS - elements) {
            throw in.broken("lists have more than " + MOST_ELEMENTS + " elements");
        }
        elements += count;
        int elementId = types.get(typeId).element();
        for (int i = 0; i < count; i++) {
            into.add(element.read(this, elementId));
        }
    }

    /** The fields of a struct of this type, into the places that ours has for them. */
    void readFields(int typeId, GobStruct struct, Object[] into) {
        List<WireType.Field> fields = types.get(typeId).fields();
        int[] places = matches.computeIfAbsent(new Match(struct, typeId), match -> places(fields, struct));
        for (int i = in.nextField(-1, places.length); i >= 0; i = in.nextField(i, places.length)) {
            int fieldId = fields.get(i).typeId();
            if (places[i] < 0) {
                skipping.skip(fieldId);
            } else {
                into[places[i]] = struct.fields().get(places[i]).type().read(this, fieldId);
            }
        }
    }

    private <T> Gob<T> read(GobType<T> type) {
        int id = nextValue();
        types.requireAll(id);
        type.require(types, id, "value");
        WireType defined = types.find(id);
        if ((defined == null || defined.kind() != Kind.STRUCT) && in.unsigned() != 0) {
            throw in.broken("value does not begin with 0");
        }
        T value = type.read(this, id);
        in.endStream();
        return new Gob<>(type, id, value);
    }

    /** Takes in the definitions; what is next is a value of the type that is returned. */
    private int nextValue() {
        while (true) {
            in.nextMessage();
            int id = in.typeId();
            if (id > 0) {
                return id;
            }
            types.define(-id);
            in.endMessage();
        }
    }

    private static int[] places(List<WireType.Field> fields, GobStruct struct) {
        return fields.stream().mapToInt(field -> struct.placeOf(field.name())).toArray();
    }
}
