package io.jobferry.disque;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespLine;
import io.jobferry.testing.ScriptedServer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class NodesTest {
    private static final DisqueOptions TWO = DisqueOptions.of("10.0.0.1:1,10.0.0.2:2");

    @ParameterizedTest
    @CsvSource({
        "'a', 'disque://a:7711'",
        "'a:1, b', 'disque://a:1,b:7711'",
        "'disque://a:1,b:2', 'disque://a:1,b:2'",
        "'disques://a,[::1]:2', 'disques://a:7711,[::1]:2'",
        "'a:1,a:1', 'disque://a:1'"
    })
    void servers_have_one_name(String servers, String name) {
        assertThat(nodes(DisqueOptions.of(servers)).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:1,", "redis://a", "a:0", "a:x", "::1"})
    void anything_else_is_refused(String servers) {
        assertThatThrownBy(() -> nodes(DisqueOptions.of(servers))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fault_41_a_password_in_the_address_is_refused_and_not_repeated() {
        assertThatThrownBy(() -> nodes(DisqueOptions.of("disque://:sesame@a:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("sesame");
    }

    @Test
    void backends_begin_at_different_nodes() {
        Random random = new Random(7);

        List<String> homes = IntStream.range(0, 50)
                .mapToObj(i -> new Nodes(TWO, random).home().toString())
                .toList();

        assertThat(homes).contains("disque://10.0.0.1:1", "disque://10.0.0.2:2");
    }

    @Test
    void a_node_that_leaves_is_the_home_no_longer() {
        Nodes nodes = nodes(TWO);
        Node first = nodes.home();

        first.leaves();

        assertThat(nodes.home()).isNotSameAs(first);
        assertThat(nodes.from(null)).last().isSameAs(first);
    }

    @Test
    void a_node_that_failed_is_tried_last_until_it_answers() {
        Nodes nodes = nodes(TWO);
        Node first = nodes.home();

        first.failed();
        List<Node> after = nodes.from(first);
        first.answered();

        assertThat(after).last().isSameAs(first);
        assertThat(nodes.from(first)).first().isSameAs(first);
    }

    @Test
    void ids_and_priorities_are_learnt_from_any_node() {
        Nodes nodes = nodes(TWO);

        nodes.told(
                nodes.all().get(0),
                hello(Wire.hello(Wire.A, Wire.node(Wire.A, "", 1, 1), Wire.node(Wire.B, "10.0.0.2", 2, 10))));

        assertThat(nodes.maker("aaaaaaaa")).contains(nodes.all().get(0));
        assertThat(nodes.maker("bbbbbbbb")).contains(nodes.all().get(1));
        assertThat(nodes.all()).extracting(Node::priority).containsExactly(1, 10);
        assertThat(nodes.strangers()).isEmpty();
    }

    @Test
    void an_announced_node_is_not_connected_to_unless_that_is_allowed() {
        String told = Wire.hello(Wire.A, Wire.node(Wire.A, "", 1, 1), Wire.node(Wire.B, "10.9.9.9", 9, 1));
        Nodes careful = nodes(TWO);
        Nodes trusting = nodes(TWO.withUseAnnounced(true).withPassword("sesame"));

        careful.told(careful.all().get(0), hello(told));
        trusting.told(trusting.all().get(0), hello(told));
        trusting.told(trusting.all().get(0), hello(told));

        assertThat(careful.all()).hasSize(2);
        assertThat(trusting.all()).hasSize(3);
        assertThat(trusting.all().get(2)).hasToString("disque://10.9.9.9:9");
        assertThat(trusting.all().get(2).server().password()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-ERR unknown command\r\n", "*2\r\n+server\r\n+redis\r\n", ":7\r\n", "*1\r\n:1\r\n", "*-1\r\n"})
    void what_is_no_topology_changes_nothing(String reply) {
        Nodes nodes = nodes(TWO);

        nodes.told(nodes.all().get(0), hello(reply));

        assertThat(nodes.all()).extracting(Node::priority).containsOnly(1);
        assertThat(nodes.all().get(0).isToBeAsked()).isFalse();
    }

    private static Nodes nodes(DisqueOptions options) {
        return new Nodes(options, new AlwaysFirst());
    }

    /** The reply as it comes off the wire. */
    private static Reply hello(String reply) {
        try (ScriptedServer server = ScriptedServer.start();
                RespLine line =
                        new RespLine(nodes(Wire.options(server)).all().get(0).server())) {
            server.expects(Wire.HELLO).replies(reply);
            return line.call(Commands.of(Commands.Name.HELLO));
        }
    }
}
