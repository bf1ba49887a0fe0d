package io.jobferry.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What one task of a source works on: each of these queues at each of these servers. */
record TaskPart(List<String> servers, List<String> queues) {
    /**
     * Spreads the pairs of a server and a queue over so many tasks: first the servers, then, with more tasks than
     * servers, the queues of each. With more tasks than pairs, the tasks beyond share queues in turn.
     */
    static List<TaskPart> spread(List<String> servers, List<String> queues, int tasks) {
        List<TaskPart> parts = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            // With more tasks than servers each takes one server, in turn, and those of a server deal out its queues.
            int tasksOfServer = (tasks - task % servers.size() + servers.size() - 1) / servers.size();
            parts.add(new TaskPart(dealt(servers, task, tasks), dealt(queues, task / servers.size(), tasksOfServer)));
        }
        return List.copyOf(parts);
    }

    /** Of these, what the {@code n}th of so many gets when they are dealt in turn; one that another has too if too few. */
    private static List<String> dealt(List<String> cards, int n, int players) {
        return players <= cards.size()
                ? IntStream.range(0, cards.size())
                        .filter(i -> i % players == n)
                        .mapToObj(cards::get)
                        .toList()
                : List.of(cards.get(n % cards.size()));
    }
}
