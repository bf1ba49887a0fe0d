package io.jobferry.demo;

import java.util.List;

/**
 * The demo's queues, with a prefix of their own on a shared server.
 *
 * @param in what the worker takes
 * @param out where the worker puts what it has done
 * @param mended a job here tells the worker that the fault is mended
 * @param idle for measuring how long a job takes to an idle route
 */
record QueueNames(String in, String out, String mended, String idle) {
    static QueueNames of(String prefix) {
        return new QueueNames(prefix + ".in", prefix + ".out", prefix + ".mended", prefix + ".idle");
    }

    List<String> all() {
        return List.of(in, out, mended, idle);
    }
}
