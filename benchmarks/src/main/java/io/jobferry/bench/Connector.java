package io.jobferry.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A connector as a suite has it.
 *
 * @param worker which worker it runs on
 * @param queues how Jobferry is told the server whose queue it works on, see {@link Setup}; empty if it has none
 * @param config its configuration, where QUEUE, SERVER, JOBS and SIZE stand for what they are in a round
 */
record Connector(Worker worker, Optional<String> queues, Map<String, String> config) {
    /** A worker that has exactly-once support gives every source transactions, whatever its configuration says. */
    enum Worker {
        PLAIN,
        TRANSACTIONAL
    }

    Connector {
        config = Map.copyOf(config);
    }

    /** What the worker is told for a round, whose queue and topic have one name. */
    Map<String, String> config(Order order, Server server) {
        Map<String, String> told = new LinkedHashMap<>();
        config.forEach((key, value) -> told.put(
                key,
                value.replace("QUEUE", order.queue())
                        .replace("SERVER", server.address())
                        .replace("JOBS", Integer.toString(order.jobs()))
                        .replace("SIZE", Integer.toString(order.size()))));
        return told;
    }
}
