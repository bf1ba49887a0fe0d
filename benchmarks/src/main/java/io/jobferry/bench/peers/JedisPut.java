package io.jobferry.bench.peers;

import io.jobferry.bench.Members;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/** core-queue's step on Jedis, one LPUSH a job, pipelined. */
public final class JedisPut implements Work {
    private final Setup setup;
    private final Members members;
    private final Jedis[] clients;

    public JedisPut(Setup setup) {
        this.setup = setup;
        this.members = Members.of(setup);
        this.clients = open(setup);
    }

    static Jedis[] open(Setup setup) {
        Jedis[] clients = new Jedis[setup.connections()];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new Jedis(Setup.HOST, setup.port());
        }
        return clients;
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(clients.length, index -> put(clients[index], round));
    }

    private void put(Jedis client, Round round) {
        byte[] key = members.list(round.queue()).getBytes(StandardCharsets.US_ASCII);
        for (List<byte[]> some = round.next(setup.batch()); !some.isEmpty(); some = round.next(setup.batch())) {
            try (Pipeline pipeline = client.pipelined()) {
                some.forEach(body -> pipeline.lpush(key, members.of(body)));
                pipeline.sync();
            }
        }
    }

    @Override
    public void close() {
        for (Jedis client : clients) {
            client.close();
        }
    }
}
