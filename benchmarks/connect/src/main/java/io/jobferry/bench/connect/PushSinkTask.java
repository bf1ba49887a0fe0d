package io.jobferry.bench.connect;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** One RPUSH a record, those of a batch in one pipeline. A batch that breaks off is pushed again, all of it. */
public final class PushSinkTask extends SinkTask {
    private @Nullable Jedis client;
    private byte[] queue = {};

    @Override
    public void start(Map<String, String> props) {
        client = new Jedis(HostAndPort.from(Objects.requireNonNull(props.get(PushSink.SERVER))));
        queue = Objects.requireNonNull(props.get(PushSink.QUEUE)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        try (Pipeline pipeline = Objects.requireNonNull(client).pipelined()) {
            records.forEach(record -> pipeline.rpush(queue, (byte[]) record.value()));
            pipeline.sync();
        }
    }

    @Override
    public void stop() {
        if (client != null) {
            client.close();
        }
    }

    @Override
    public String version() {
        return "1";
    }
}
