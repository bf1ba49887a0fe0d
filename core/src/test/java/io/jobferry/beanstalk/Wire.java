package io.jobferry.beanstalk;

import io.jobferry.testing.ScriptedServer;
import java.time.Duration;

/** The pieces of conversation that most tests begin with. */
final class Wire {
    private Wire() {}

    static String ok(String yaml) {
        return "OK " + yaml.length() + "\r\n" + yaml + "\r\n";
    }

    static String stats(String epoch) {
        return ok("---\nmax-job-size: 65535\nversion: \"1.13\"\nid: " + epoch + "\n");
    }

    static String statsJob(String tube, int priority, int ttr, int releases) {
        return ok("---\ntube: " + tube + "\nstate: reserved\npri: " + priority + "\nttr: " + ttr + "\nreleases: "
                + releases + "\ntimeouts: 0\n");
    }

    /** The client connects to put or to look. */
    static ScriptedServer greets(ScriptedServer server) {
        return server.connection().expects("stats\r\n").replies(stats("e1"));
    }

    /** A source of tube mail connects. */
    static ScriptedServer greetsSource(ScriptedServer server, String epoch) {
        return server.connection()
                .expects("stats\r\nwatch mail\r\nignore default\r\n")
                .replies(stats(epoch) + "WATCHING 2\r\nWATCHING 1\r\n");
    }

    static BeanstalkBackend backend(ScriptedServer server) {
        return new BeanstalkBackend(BeanstalkOptions.of(server.address()));
    }

    static BeanstalkBackend impatient(ScriptedServer server) {
        return new BeanstalkBackend(BeanstalkOptions.of(server.address()).withCommandTimeout(Duration.ofMillis(500)));
    }
}
