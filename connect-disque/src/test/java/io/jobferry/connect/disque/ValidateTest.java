package io.jobferry.connect.disque;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.connect.ValidateContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidateTest extends ValidateContract {
    ValidateTest() {
        super(DisqueFixture.open());
    }

    @ParameterizedTest
    @CsvSource({
        "put.replicate, 65536",
        "put.delay.ms, -1",
        "put.retry.ms, -2",
        "put.ttl.ms, 2147483647001",
        "put.maxlen, -1",
        "put.async, perhaps"
    })
    void a_wrong_value_is_told_with_its_key(String key, String value) {
        sink.put(key, value);

        assertThat(sinkErrors()).containsOnlyKeys(key);
        assertThat(sinkErrors().get(key)).contains(value);
    }

    @Test
    void values_that_do_not_go_together_are_told() {
        sink.put("put.retry.ms", "0");
        sink.put("put.replicate", "2");

        assertThat(sinkErrors()).hasSize(1);
        assertThat(sinkErrors().values().iterator().next()).contains("replicate is above 1 with retry 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead", "${queue}", ""})
    void a_dead_queue_is_each_queues_own(String name) {
        source.put("disque.dead.queue", name);

        assertThat(sourceErrors()).containsOnlyKeys("disque.dead.queue");
        assertThat(sourceErrors().get("disque.dead.queue")).contains("${queue}:dead");
    }

    @Test
    void all_addresses_are_one_server_whose_queues_the_tasks_share() {
        String nodes = fixture.address() + ",localhost:1,disque://localhost:2";
        source.put("disque.servers", nodes);
        source.put("queues", "mail,sms");

        var connector = fixture.source();
        connector.start(source);

        assertThat(connector.taskConfigs(2))
                .extracting(task -> List.of(task.getOrDefault("queues", ""), task.getOrDefault("disque.servers", "")))
                .allSatisfy(task -> assertThat(task.get(1)).endsWith(",localhost:1,localhost:2"))
                .extracting(task -> task.get(0))
                .containsExactlyInAnyOrder("mail", "sms");
    }

    @Test
    void a_node_that_is_away_is_no_error_while_another_answers() throws Exception {
        String nodes = addressOfNobody() + "," + fixture.address();
        source.put("disque.servers", nodes);
        sink.put("disque.servers", nodes);

        assertThat(sourceErrors()).isEmpty();
        assertThat(sinkErrors()).isEmpty();
    }

    @Test
    void nodes_with_and_without_tls_are_not_one_cluster() {
        sink.put("disque.servers", fixture.address() + ",disques://localhost:7712");

        assertThat(sinkErrors()).containsOnlyKeys("disque.servers");
        assertThat(sinkErrors().get("disque.servers")).contains("disques://localhost:7712");
    }
}
