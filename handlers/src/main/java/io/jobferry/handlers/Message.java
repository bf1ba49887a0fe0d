package io.jobferry.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobferry.Body;
import io.jobferry.gob.GobField;
import io.jobferry.gob.GobRecord;
import io.jobferry.gob.GobStruct;
import io.jobferry.gob.GobTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What is to be done, and to what: tsuru's message.
 *
 * @param action what is to be done ({@code regenerate-apprc})
 * @param args to what
 */
public record Message(String action, List<String> args) {
    private static final GobField<String> ACTION = new GobField<>("Action", GobTypes.STRING);
    private static final GobField<List<String>> ARGS = new GobField<>("Args", GobTypes.listOf(GobTypes.STRING));
    private static final GobStruct STRUCT = GobStruct.of("Message", ACTION, ARGS);
    private static final Codec<GobRecord> RECORD = Codec.gob(STRUCT);

    /** As tsuru puts it into beanstalkd: Go's encoding/gob. */
    public static final Codec<Message> GOB =
            Codec.of(message -> RECORD.encode(message.toRecord()), body -> ofRecord(RECORD.decode(body)));

    /** As tsuru puts it into Redis: {@code {"Action":"regenerate-apprc","Args":["myapp"]}} and a line feed. */
    public static final Codec<Message> JSON =
            Codec.of(message -> line(Json.write(message.toJson())), body -> ofJson(Json.read(body, JsonNode.class)));

    public Message {
        Objects.requireNonNull(action, "action");
        args = List.copyOf(args);
    }

    /** A message with these arguments. */
    public static Message of(String action, String... args) {
        return new Message(action, List.of(args));
    }

    private GobRecord toRecord() {
        return STRUCT.zero().with(ACTION, action).with(ARGS, args);
    }

    private static Message ofRecord(GobRecord fields) {
        return new Message(fields.get(ACTION), fields.get(ARGS));
    }

    /** No arguments are Go's nil, which is null. */
    private ObjectNode toJson() {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("Action", action);
        if (args.isEmpty()) {
            fields.putNull("Args");
        } else {
            args.forEach(fields.putArray("Args")::add);
        }
        return fields;
    }

    private static Message ofJson(JsonNode fields) {
        List<String> args = new ArrayList<>();
        for (JsonNode arg : fields.path("Args")) {
            args.add(text(arg, "argument"));
        }
        return new Message(text(fields.path("Action"), "Action"), args);
    }

    private static String text(JsonNode node, String what) {
        if (!node.isTextual()) {
            throw new PayloadException("payload is no message: its " + what + " is no string");
        }
        return node.textValue();
    }

    private static Body line(Body json) {
        byte[] line = Arrays.copyOf(json.bytes(), json.size() + 1);
        line[json.size()] = '\n';
        return Body.of(line);
    }

    /** The action only: arguments may be secret. */
    @Override
    public String toString() {
        return "Message[" + action + ", " + args.size() + " args]";
    }
}
