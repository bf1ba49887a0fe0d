package io.jobferry.beanstalk;

import io.jobferry.net.Connection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A connection from which come these pieces, then its end. */
final class Pieces implements Connection {
    private final Deque<byte[]> pieces = new ArrayDeque<>();

    Pieces(String... pieces) {
        for (String piece : pieces) {
            if (!piece.isEmpty()) {
                this.pieces.add(piece.getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length, long deadlineNanos) {}

    @Override
    public int read(byte[] bytes, int offset, int length, long deadlineNanos) {
        byte[] piece = pieces.poll();
        if (piece == null) {
            return -1;
        }
        int count = Math.min(length, piece.length);
        System.arraycopy(piece, 0, bytes, offset, count);
        if (count < piece.length) {
            byte[] rest = new byte[piece.length - count];
            System.arraycopy(piece, count, rest, 0, rest.length);
            pieces.addFirst(rest);
        }
        return count;
    }

    @Override
    public boolean isStale() {
        return false;
    }

    @Override
    public void close() {}
}
