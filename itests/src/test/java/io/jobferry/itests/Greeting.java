package io.jobferry.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The question whether a server is there and does what it is asked: a Redis that reads its file answers, and does not. */
final class Greeting {
    private static final int TIMEOUT_MILLIS = 1000;

    private Greeting() {}

    static boolean isAnswered(String host, int port, ServerKind kind) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.getOutputStream().write(kind.greeting().getBytes(StandardCharsets.US_ASCII));
            String answer = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return answer != null && !answer.startsWith("-LOADING");
        } catch (IOException e) {
            return false; // not yet
        }
    }
}
