package io.jobferry.bench.peers;

import biz.paluch.spinach.DisqueClient;
import biz.paluch.spinach.DisqueURI;
import biz.paluch.spinach.api.DisqueConnection;
import com.lambdaworks.redis.RedisFuture;
import com.lambdaworks.redis.codec.ByteArrayCodec;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** spinach: asynchronous ADDJOBs, a batch at a time, on a connection a thread. */
public final class SpinachPut implements Work {
    private final Setup setup;
    private final DisqueClient client;
    private final List<DisqueConnection<byte[], byte[]>> connections;

    public SpinachPut(Setup setup) {
        this.setup = setup;
        this.client = new DisqueClient(DisqueURI.create(Setup.HOST, setup.port()));
        this.connections = open(client, setup);
    }

    static List<DisqueConnection<byte[], byte[]>> open(DisqueClient client, Setup setup) {
        List<DisqueConnection<byte[], byte[]>> connections = new ArrayList<>();
        for (int i = 0; i < setup.connections(); i++) {
            DisqueConnection<byte[], byte[]> connection = client.connect(new ByteArrayCodec());
            connections.add(connection);
        }
        return connections;
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(connections.size(), index -> put(connections.get(index), round));
    }

    private void put(DisqueConnection<byte[], byte[]> connection, Round round) throws Exception {
        byte[] queue = round.queue().getBytes(StandardCharsets.US_ASCII);
        for (List<byte[]> some = round.next(setup.batch()); !some.isEmpty(); some = round.next(setup.batch())) {
            List<RedisFuture<String>> ids = new ArrayList<>(some.size());
            some.forEach(body -> ids.add(connection.async().addjob(queue, body, 0, TimeUnit.MILLISECONDS)));
            for (RedisFuture<String> id : ids) {
                id.get();
            }
        }
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
