package io.jobferry.beanstalk;

import io.jobferry.Job;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What {@code stats} says of a server, asked once a connection.
 *
 * @param epoch new at each start of the server; job ids start again at 1 with it
 * @param maxJobSize in bytes
 */
record ServerFacts(String epoch, long maxJobSize) {
    /** The server's own limit to its option -z. */
    private static final long BIGGEST = 1 << 30;

    static ServerFacts of(Map<String, String> stats) {
        String epoch = stats.getOrDefault("id", "");
        String size = stats.getOrDefault("max-job-size", "");
        if (epoch.isEmpty() || !size.matches("[0-9]{1,10}") || Long.parseLong(size) > BIGGEST) {
            throw new IllegalArgumentException("stats lack an id, or a max-job-size in 0 to " + BIGGEST);
        }
        return new ServerFacts(epoch, Long.parseLong(size));
    }

    /** A job of this server. */
    Job job(Reply reply, String tube, OptionalInt attempt, Map<String, String> facts) {
        String id = Long.toString(reply.number());
        return new Job(tube, id, epoch + "-" + id, reply.body(), attempt, facts);
    }
}
