package io.jobferry.disque;

import io.jobferry.testing.ScriptedServer;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The pieces of conversation that most tests are made of. */
final class Wire {
    static final String A = "aaaaaaaa" + "0".repeat(32);
    static final String B = "bbbbbbbb" + "0".repeat(32);
    static final String HELLO = command("HELLO");
    static final String NULL = "*-1\r\n";

    private Wire() {}

    static String command(String... words) {
        return "*" + words.length + "\r\n"
                + Arrays.stream(words).map(Wire::bulk).collect(Collectors.joining());
    }

    static String bulk(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    /** HELLO's answer of a node that is alone. */
    static String hello(String id) {
        return hello(id, node(id, "", 7711, 1));
    }

    static String hello(String id, String... nodes) {
        return "*" + (2 + nodes.length) + "\r\n:1\r\n" + bulk(id) + String.join("", nodes);
    }

    static String node(String id, String host, int port, int priority) {
        return "*4\r\n" + bulk(id) + bulk(host) + bulk(Integer.toString(port)) + bulk(Integer.toString(priority));
    }

    static String node(String id, ScriptedServer at, int priority) {
        String[] address = at.address().split(":", 2);
        return node(id, address[0], Integer.parseInt(address[1]), priority);
    }

    /** An id of a job that this node made. */
    static String id(String maker, int number) {
        return "D-" + maker.substring(0, 8) + "-" + String.format("%024d", number) + "-05a1";
    }

    static String getNow(int count) {
        return command("GETJOB", "NOHANG", "COUNT", Integer.toString(count), "WITHCOUNTERS", "FROM", "mail");
    }

    static String getWithin(int millis, int count) {
        return command(
                "GETJOB",
                "TIMEOUT",
                Integer.toString(millis),
                "COUNT",
                Integer.toString(count),
                "WITHCOUNTERS",
                "FROM",
                "mail");
    }

    static String jobs(String... jobs) {
        return "*" + jobs.length + "\r\n" + String.join("", jobs);
    }

    static String job(String id, String body) {
        return "*7\r\n" + bulk("mail") + bulk(id) + bulk(body) + bulk("nacks") + ":0\r\n"
                + bulk("additional-deliveries") + ":0\r\n";
    }

    static String add(String queue, String body) {
        return command("ADDJOB", queue, body, "250");
    }

    /** Half a second a command, so that a put waits a quarter for its replicas. */
    static DisqueOptions options(ScriptedServer... servers) {
        return options(Arrays.stream(servers).map(ScriptedServer::address).toArray(String[]::new));
    }

    static DisqueOptions options(String... addresses) {
        return DisqueOptions.of(String.join(",", addresses)).withCommandTimeout(Duration.ofMillis(500));
    }
}
