package io.jobferry.handlers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jobferry.Body;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageTest {
    static List<JsonNode> fromGo() {
        return GoPayloads.ofKind("Message");
    }

    @ParameterizedTest
    @MethodSource("fromGo")
    void a_gob_of_go_is_read(JsonNode line) {
        List<String> args = new ArrayList<>();
        line.path("args").forEach(arg -> args.add(arg.asText()));

        assertThat(Message.GOB.decode(GoPayloads.body(line)))
                .isEqualTo(new Message(line.path("action").asText(), args));
    }

    @ParameterizedTest
    @MethodSource("fromGo")
    void a_gob_of_ours_is_read_again(JsonNode line) {
        Message message = Message.GOB.decode(GoPayloads.body(line));

        assertThat(Message.GOB.decode(Message.GOB.encode(message))).isEqualTo(message);
    }

    @Test
    void json_is_what_go_writes() {
        assertThat(Message.JSON.encode(Message.of("regenerate-apprc", "myapp")).utf8())
                .isEqualTo("{\"Action\":\"regenerate-apprc\",\"Args\":[\"myapp\"]}\n");
        assertThat(Message.JSON.encode(Message.of("a<b")).utf8())
                .isEqualTo("{\"Action\":\"a\\u003cb\",\"Args\":null}\n");
    }

    @Test
    void json_of_go_is_read() {
        Body withArgs = Body.utf8("{\"Action\":\"regenerate-apprc\",\"Args\":[\"myapp\",\"\\u003c\"]}\n");
        Body without = Body.utf8("{\"Action\":\"do-something\",\"Args\":null}\n");

        assertThat(Message.JSON.decode(withArgs)).isEqualTo(Message.of("regenerate-apprc", "myapp", "<"));
        assertThat(Message.JSON.decode(without)).isEqualTo(Message.of("do-something"));
    }
}
