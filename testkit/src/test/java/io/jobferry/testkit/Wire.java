package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A raw connection that knows two verbs: send and expect. One character is one byte. */
public final class Wire implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5000;
    private static final int SILENCE_MILLIS = 250;

    private final Socket socket;
    private final InputStream input;

    public Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        input = socket.getInputStream();
    }

    public Wire send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public Wire expect(String text) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            for (int next = 0; read.size() < text.length() && next >= 0; ) {
                next = input.read();
                if (next >= 0) {
                    read.write(next);
                }
            }
        } catch (SocketTimeoutException e) {
            // What came until now tells more than the time-out.
        }
        assertThat(read.toString(StandardCharsets.ISO_8859_1)).isEqualTo(text);
        return this;
    }

    public Wire expectNothing() throws IOException {
        socket.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> {
                    throw new AssertionError("came: " + (char) input.read());
                })
                .isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return this;
    }

    /** The server closed the connection. */
    public void expectEnd() throws IOException {
        assertThat(input.read()).isEqualTo(-1);
    }

    /** The fields of an OK reply. */
    public Map<String, String> expectYaml() throws IOException {
        String header = readLine().strip();
        assertThat(header).startsWith("OK ");
        String yaml = new String(input.readNBytes(Integer.parseInt(header.substring(3))), StandardCharsets.UTF_8);
        expect("\r\n");
        assertThat(yaml).startsWith("---\n").endsWith("\n");
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : yaml.substring(4).split("\n", -1)) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return fields;
    }

    /** The next line with its end. */
    public String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        int next = 0;
        while (next >= 0 && next != '\n') {
            next = input.read();
            line.append((char) next);
        }
        return line.toString();
    }

    /** The next text of this length, whose line end is taken, too. */
    public String readText(int length) throws IOException {
        String text = new String(input.readNBytes(length), StandardCharsets.ISO_8859_1);
        expect("\r\n");
        return text;
    }

    /** Says that nothing more will be sent. */
    public Wire halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
