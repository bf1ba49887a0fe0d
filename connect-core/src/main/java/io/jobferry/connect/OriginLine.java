package io.jobferry.connect;

import io.jobferry.Body;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where a record was read from, as a line before its job's body: topic, partition and offset, which no other record has.
 *
 * <pre>
 *   mail 0 17\n{"to":"a@b"}
 * </pre>
 *
 * A topic's name has no space and no line feed in it, and what follows the line is the body to the byte.
 */
final class OriginLine {
    private OriginLine() {}

    /** The body with the line before it: as Kafka has the record, whatever transformations made of its topic. */
    static Body before(Body body, SinkRecord record) {
        String line = record.originalTopic() + " " + record.originalKafkaPartition() + " "
                + record.originalKafkaOffset() + "\n";
        byte[] head = line.getBytes(StandardCharsets.UTF_8);
        byte[] tail = body.bytes();
        byte[] both = new byte[head.length + tail.length];
        System.arraycopy(head, 0, both, 0, head.length);
        System.arraycopy(tail, 0, both, head.length, tail.length);
        return Body.of(both);
    }
}
