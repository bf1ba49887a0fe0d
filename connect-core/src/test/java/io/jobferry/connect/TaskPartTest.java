package io.jobferry.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskPartTest {
    @Test
    void one_task_has_it_all() {
        assertThat(spread("a,b", "x,y", 1)).containsExactly("[a, b] [x, y]");
    }

    @Test
    void fewer_tasks_than_servers_share_the_servers() {
        assertThat(spread("a,b,c", "x,y", 2)).containsExactly("[a, c] [x, y]", "[b] [x, y]");
    }

    @Test
    void as_many_tasks_as_servers_have_one_each() {
        assertThat(spread("a,b", "x,y", 2)).containsExactly("[a] [x, y]", "[b] [x, y]");
    }

    @Test
    void more_tasks_than_servers_share_the_queues_of_each() {
        assertThat(spread("a,b", "x,y,z", 3)).containsExactly("[a] [x, z]", "[b] [x, y, z]", "[a] [y]");
    }

    @Test
    void a_task_for_each_pair_has_one_pair() {
        assertThat(spread("a,b", "x,y", 4)).containsExactly("[a] [x]", "[b] [x]", "[a] [y]", "[b] [y]");
    }

    @Test
    void tasks_beyond_the_pairs_share_queues_in_turn() {
        assertThat(spread("a", "x,y", 5)).containsExactly("[a] [x]", "[a] [y]", "[a] [x]", "[a] [y]", "[a] [x]");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "3,1", "3,4", "5,2", "2,9"})
    void every_pair_has_a_task_and_no_more_than_one_while_there_are_enough_pairs(int servers, int queues) {
        for (int tasks = 1; tasks <= 2 * servers * queues; tasks++) {
            List<String> pairs = new ArrayList<>();
            List<TaskPart> parts = TaskPart.spread(names("s", servers), names("q", queues), tasks);
            for (TaskPart part : parts) {
                part.servers().forEach(server -> part.queues().forEach(queue -> pairs.add(server + "/" + queue)));
            }

            assertThat(parts)
                    .hasSize(tasks)
                    .allSatisfy(part -> assertThat(part.queues()).isNotEmpty());
            assertThat(new HashSet<>(pairs)).hasSize(servers * queues);
            assertThat(pairs).hasSize(Math.max(tasks, servers * queues));
        }
    }

    private static List<String> spread(String servers, String queues, int tasks) {
        return TaskPart.spread(List.of(servers.split(",")), List.of(queues.split(",")), tasks).stream()
                .map(part -> part.servers() + " " + part.queues())
                .toList();
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }
}
