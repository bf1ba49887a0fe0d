package io.jobferry.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * How a connector and its tasks are, in the worker's words: RUNNING, PAUSED, STOPPED, FAILED, UNASSIGNED, RESTARTING.
 *
 * @param trace the stack trace of one that failed; else empty
 */
public record ConnectorStatus(String state, String worker, String trace, List<Task> tasks) {
    /** A task of it. */
    public record Task(int id, String state, String worker, String trace) {}

    public ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    static ConnectorStatus of(JsonNode answer) {
        JsonNode connector = answer.path("connector");
        List<Task> tasks = StreamSupport.stream(answer.path("tasks").spliterator(), false)
                .map(task -> new Task(
                        task.path("id").asInt(), text(task, "state"), text(task, "worker_id"), text(task, "trace")))
                .toList();
        return new ConnectorStatus(
                text(connector, "state"), text(connector, "worker_id"), text(connector, "trace"), tasks);
    }

    /** Whether the connector and this many tasks, and no others, are in this state. */
    public boolean is(String wanted, int count) {
        return state.equals(wanted)
                && tasks.size() == count
                && tasks.stream().allMatch(task -> task.state().equals(wanted));
    }

    /** Why the connector or the first failed task failed; empty if all is well. */
    public String failure() {
        return state.equals("FAILED")
                ? trace
                : tasks.stream()
                        .filter(task -> task.state().equals("FAILED"))
                        .map(Task::trace)
                        .findFirst()
                        .orElse("");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
