package io.jobferry.gob;

import io.jobferry.gob.WireType.Field;
import io.jobferry.gob.WireType.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types that a stream has defined so far. A definition is itself a struct, of types that every reader knows:
 *
 * <pre>
 * definition  {array, list, struct, map, own gob, own binary, own text}: one of them
 * array       {common, element's type, length}
 * list        {common, element's type}
 * struct      {common, fields: [{name, type}]}
 * map         {common, key's type, element's type}
 * own         {common}
 * common      {name, type id}
 * </pre>
 *
 * Types may refer to types that are defined later, and to themselves; whether all are there is asked when a value comes.
 */
final class WireTypes {
    /** Go gives ids from here, or from the next, upwards. */
    static final int FIRST_DEFINED = 64;

    private static final int MOST_TYPES = 256;
    private static final int MOST_FIELDS = 1024;
    private static final int LONGEST_NAME = 1024;

    private final GobInput in;
    private final Map<Integer, WireType> types = new HashMap<>();

    WireTypes(GobInput in) {
        this.in = in;
    }

    /** The type of this id; null where the id is a basic type's or not defined. */
    @Nullable
    WireType find(int id) {
        return types.get(id);
    }

    /** The type of this id, which is defined. */
    WireType get(int id) {
        WireType type = types.get(id);
        if (type == null) {
            throw in.broken("type is not defined: " + id);
        }
        return type;
    }

    private String nameOf(int id) {
        WireType type = types.get(id);
        if (type != null) {
            return type.kind().name().toLowerCase(Locale.ROOT)
                    + (type.name().isEmpty() ? "" : " " + GobInput.quoted(type.name()));
        }
        BasicWireType basic = BasicWireType.of(id);
        return basic == null ? "type " + id : basic.goName();
    }

    /** A value, or a part of it, is not of the type that was asked for. */
    GobException mismatch(String of, int id, String wanted) {
        return in.broken(of + " is of type " + nameOf(id) + ", not " + wanted);
    }

    /** Reads the definition of this type. */
    void define(int id) {
        if (id < FIRST_DEFINED) {
            throw in.broken("type id is reserved: " + id);
        }
        if (types.containsKey(id)) {
            throw in.broken("type is defined twice: " + id);
        }
        if (types.size() == MOST_TYPES) {
            throw in.broken("stream defines more than " + MOST_TYPES + " types");
        }
        int number = in.nextField(-1, Kind.ALL.size());
        if (number < 0) {
            throw in.broken("definition is empty: type " + id);
        }
        types.put(id, definition(Kind.ALL.get(number)));
        if (in.nextField(number, Kind.ALL.size()) >= 0) {
            throw in.broken("definition has two kinds: type " + id);
        }
    }

    /** Refuses a type that needs one which is not defined. */
    void requireAll(int root) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> unchecked = new ArrayDeque<>();
        unchecked.push(root);
        while (!unchecked.isEmpty()) {
            int id = unchecked.pop();
            if (!seen.add(id) || BasicWireType.of(id) != null) {
                continue;
            }
            WireType type = get(id);
            switch (type.kind()) {
                case ARRAY, LIST -> unchecked.push(type.element());
                case MAP -> {
                    unchecked.push(type.key());
                    unchecked.push(type.element());
                }
                case STRUCT -> type.fields().forEach(field -> unchecked.push(field.typeId()));
                case OWN_GOB, OWN_BINARY, OWN_TEXT -> {}
            }
        }
    }

    private WireType definition(Kind kind) {
        String name = "";
        int first = 0;
        long second = 0;
        List<Field> fields = List.of();
        int numbers = switch (kind) {
            case ARRAY, MAP -> 3;
            case LIST, STRUCT -> 2;
            case OWN_GOB, OWN_BINARY, OWN_TEXT -> 1;
        };
        for (int number = in.nextField(-1, numbers); number >= 0; number = in.nextField(number, numbers)) {
            switch (number) {
                case 0 -> name = common();
                case 1 -> {
                    if (kind == Kind.STRUCT) {
                        fields = fields();
                    } else {
                        first = referredId();
                    }
                }
                default -> second = kind == Kind.MAP ? referredId() : arrayLength();
            }
        }
        return switch (kind) {
            case MAP -> new WireType(kind, name, first, (int) second, 0, fields);
            default -> new WireType(kind, name, 0, first, second, fields);
        };
    }

    /** The name. The id that follows it is the one before the definition again, and for own encodings at times another. */
    private String common() {
        String name = "";
        for (int number = in.nextField(-1, 2); number >= 0; number = in.nextField(number, 2)) {
            if (number == 0) {
                name = name();
            } else {
                in.typeId();
            }
        }
        return name;
    }

    private List<Field> fields() {
        int count = in.length("list of fields");
        if (count > MOST_FIELDS) {
            throw in.broken("struct has more than " + MOST_FIELDS + " fields: " + count);
        }
        List<Field> fields = new ArrayList<>(count);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            Field field = field();
            if (!names.add(field.name())) {
                throw in.broken("struct has two fields of one name: " + GobInput.quoted(field.name()));
            }
            fields.add(field);
        }
        return fields;
    }

    private Field field() {
        String name = "";
        int typeId = 0;
        for (int number = in.nextField(-1, 2); number >= 0; number = in.nextField(number, 2)) {
            if (number == 0) {
                name = name();
            } else {
                typeId = referredId();
            }
        }
        if (name.isEmpty()) {
            throw in.broken("field has no name");
        }
        return new Field(name, typeId);
    }

    private String name() {
        String name = in.string();
        if (name.length() > LONGEST_NAME) {
            throw in.broken("name is longer than " + LONGEST_NAME + " characters: " + name.length());
        }
        return name;
    }

    private int referredId() {
        int id = in.typeId();
        if (id < 0) {
            throw in.broken("type id is negative: " + id);
        }
        return id;
    }

    private long arrayLength() {
        long length = in.signed();
        if (length < 0) {
            throw in.broken("array's length is negative: " + length);
        }
        return length;
    }
}
