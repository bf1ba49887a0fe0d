package io.jobferry.gob;

import java.util.List;

/**
 * A type that a stream defines.
 *
 * @param name what Go calls it; empty for most types without a name of their own
 * @param key the type of a map's keys, else 0
 * @param element the type of the elements of a list, an array or a map, else 0
 * @param length an array's, else 0
 * @param fields a struct's, in the order of their numbers
 */
record WireType(Kind kind, String name, int key, int element, long length, List<Field> fields) {
    /** In the order of a definition's fields. */
    enum Kind {
        ARRAY(0),
        LIST(1),
        STRUCT(2),
        MAP(3),
        /** Bytes that a type's own GobEncode made. */
        OWN_GOB(4),
        /** Bytes that a type's own MarshalBinary made. */
        OWN_BINARY(5),
        /** Bytes that a type's own MarshalText made. */
        OWN_TEXT(6);

        static final List<Kind> ALL = List.of(values());

        private final int field;

        Kind(int field) {
            this.field = field;
        }

        /** The number of its field in a definition. */
        int field() {
            return field;
        }
    }

    record Field(String name, int typeId) {}

    WireType {
        fields = List.copyOf(fields);
    }
}
