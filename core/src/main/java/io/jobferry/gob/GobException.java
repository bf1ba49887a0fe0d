package io.jobferry.gob;

/** Bytes are no gob, or not of the type that was asked for, or a value is more than a gob of ours may hold. */
public final class GobException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int offset;

    /**
     * @param fact what is wrong, with the number or the name that is; never a value, which may be secret
     * @param offset the byte of the stream, from 0, at or before which it shows
     */
    GobException(String fact, int offset) {
        super(fact + " (byte " + offset + ")");
        this.offset = offset;
    }

    /** The byte of the stream, from 0, at or before which the fault shows. */
    public int offset() {
        return offset;
    }
}
