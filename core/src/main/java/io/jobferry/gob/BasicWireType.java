package io.jobferry.gob;

import org.jspecify.annotations.Nullable;

/** The types that need no definition, in the order of their ids, which begin with 1. */
enum BasicWireType {
    BOOL(1, "bool"),
    INT(2, "int"),
    UINT(3, "uint"),
    FLOAT(4, "float"),
    BYTES(5, "bytes"),
    STRING(6, "string"),
    COMPLEX(7, "complex"),
    INTERFACE(8, "interface");

    private static final BasicWireType[] ALL = values();

    private final int id;
    private final String goName;

    BasicWireType(int id, String goName) {
        this.id = id;
        this.goName = goName;
    }

    /** The type of this id, or null if it is none of these. */
    static @Nullable BasicWireType of(int id) {
        return id >= 1 && id <= ALL.length ? ALL[id - 1] : null;
    }

    int id() {
        return id;
    }

    String goName() {
        return goName;
    }
}
