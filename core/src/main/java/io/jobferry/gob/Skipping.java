package io.jobferry.gob;

/** Passes over values that nobody asked for, by the type that the stream gives them. One thread at a time. */
final class Skipping {
    /** How deep values may lie in each other. A recursive type says nothing of it, so it is counted as they come. */
    private static final int DEEPEST = 64;

    private final GobInput in;
    private final WireTypes types;

    Skipping(GobInput in, WireTypes types) {
        this.in = in;
        this.types = types;
    }

    void skip(int typeId) {
        skip(typeId, 0);
    }

    private void skip(int typeId, int depth) {
        if (depth == DEEPEST) {
            throw in.broken("values are nested deeper than " + DEEPEST);
        }
        BasicWireType basic = BasicWireType.of(typeId);
        if (basic != null) {
            skipBasic(basic);
            return;
        }
        WireType type = types.get(typeId);
        switch (type.kind()) {
            case LIST -> skipElements(in.count("list"), type, depth + 1);
            case ARRAY -> skipElements(arrayLength(type), type, depth + 1);
            case MAP -> {
                int count = in.count("map");
                for (int i = 0; i < count; i++) {
                    skip(type.key(), depth + 1);
                    skip(type.element(), depth + 1);
                }
            }
            case STRUCT -> {
                int fields = type.fields().size();
                for (int i = in.nextField(-1, fields); i >= 0; i = in.nextField(i, fields)) {
                    skip(type.fields().get(i).typeId(), depth + 1);
                }
            }
            case OWN_GOB, OWN_BINARY, OWN_TEXT -> in.skip(in.length("value"));
        }
    }

    private void skipElements(int count, WireType list, int depth) {
        for (int i = 0; i < count; i++) {
            skip(list.element(), depth);
        }
    }

    /** The type says it and the value says it again. */
    private int arrayLength(WireType array) {
        int count = in.count("array");
        if (count != array.length()) {
            throw in.broken("array of " + array.length() + " has " + count + " elements");
        }
        return count;
    }

    private void skipBasic(BasicWireType type) {
        switch (type) {
            case BOOL -> in.bool();
            case INT, UINT, FLOAT -> in.unsigned();
            case COMPLEX -> {
                in.unsigned();
                in.unsigned();
            }
            case BYTES, STRING -> in.skip(in.length("bytes"));
            case INTERFACE -> skipInterface();
        }
    }

    /**
     * The name of the type, its id, and the value behind its length. Where a Go process sends the type for the first time,
     * its definition stands in the middle, and the message ends with it: the value goes on in the next one. Go cannot skip
     * such a value inside another such value, and neither can we.
     */
    private void skipInterface() {
        int name = in.length("type name");
        if (name == 0) {
            return;
        }
        in.skip(name);
        for (int id = in.typeId(); id < 0; id = in.typeId()) {
            types.define(-id);
            if (in.atEnd()) {
                in.nextMessage();
            } else {
                in.length("value");
            }
        }
        in.skip(in.length("value"));
    }
}
