package io.jobferry.bench.raw;

import io.jobferry.bench.Setup;
import java.io.IOException;

/** A socket that speaks as much of RESP as the raw programs need. One thread. */
final class RespSocket implements AutoCloseable {
    private static final byte[] CRLF = RawSocket.ascii("\r\n");
    private static final byte[] ARRAY = RawSocket.ascii("*");
    private static final byte[] BULK = RawSocket.ascii("$");

    final RawSocket socket;

    RespSocket(Setup setup) throws IOException {
        this.socket = new RawSocket(setup);
    }

    /** Begins a command of so many words. */
    RespSocket command(int words) {
        socket.add(ARRAY);
        socket.add(words);
        socket.add(CRLF);
        return this;
    }

    RespSocket word(String word) {
        return word(RawSocket.ascii(word));
    }

    RespSocket word(byte[] word) {
        socket.add(BULK);
        socket.add(word.length);
        socket.add(CRLF);
        socket.add(word);
        socket.add(CRLF);
        return this;
    }

    void send() throws IOException {
        socket.send();
    }

    /** The number behind this mark, up to the end of its line. */
    long number(char mark) throws IOException {
        socket.expect(mark);
        long number = socket.number();
        socket.skip(1); // the LF: number() took the CR
        return number;
    }

    byte[] bulk() throws IOException {
        byte[] bytes = socket.read((int) number('$'));
        socket.skip(2);
        return bytes;
    }

    void skipBulk() throws IOException {
        socket.skip((int) number('$') + 2);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
