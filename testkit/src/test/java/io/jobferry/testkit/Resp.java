package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What goes over a wire to and from a Disque, as text of one character a byte. */
final class Resp {
    static final String NULL_ARRAY = "*-1\r\n";
    static final String NULL_BULK = "$-1\r\n";
    static final String SYNTAX_ERROR = "-ERR syntax error\r\n";
    static final String BAD_ID = "-BADID Invalid Job ID format.\r\n";
    static final String ID = "D-[0-9a-f]{8}-[A-Za-z0-9+/]{24}-[0-9a-f]{4}";

    private Resp() {}

    /** A command as clients send it. */
    static String command(String... words) {
        return array(Stream.of(words).map(Resp::bulk).toArray(String[]::new));
    }

    static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    static String array(String... replies) {
        return "*" + replies.length + "\r\n" + String.join("", replies);
    }

    /** A job as GETJOB gives it. */
    static String job(String queue, String id, String body) {
        return array(bulk(queue), bulk(id), bulk(body));
    }

    /** A job as GETJOB gives it WITHCOUNTERS. */
    static String job(String queue, String id, String body, int nacks, int additionalDeliveries) {
        return array(
                bulk(queue),
                bulk(id),
                bulk(body),
                bulk("nacks"),
                ":" + nacks + "\r\n",
                bulk("additional-deliveries"),
                ":" + additionalDeliveries + "\r\n");
    }

    static String wrongNumber(String command) {
        return "-ERR wrong number of arguments for '" + command + "' command\r\n";
    }

    /** Adds a job by ADDJOB with these words, and returns its id. */
    static String add(Wire wire, String words) throws IOException {
        String reply = wire.send("ADDJOB " + words + "\r\n").readLine();
        assertThat(reply).matches("\\+" + ID + "\r\n");
        return reply.strip().substring(1);
    }

    /** The next reply as text: what is a bulk, status or integer as such, the elements of an array in brackets. */
    static String read(Wire wire) throws IOException {
        String line = wire.readLine().strip();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '*' -> rest.equals("-1") ? "null" : elements(wire, Integer.parseInt(rest));
            case '$' -> rest.equals("-1") ? "null" : wire.readText(Integer.parseInt(rest));
            default -> line;
        };
    }

    private static String elements(Wire wire, int count) throws IOException {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(read(wire));
        }
        return elements.stream().collect(Collectors.joining(" ", "[", "]"));
    }
}
