package io.jobferry.bench.peers;

import io.jobferry.bench.Members;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/** core-queue's steps on Jedis: pop, then ZADD to reserved, then ZREM; each step pipelined. A crash loses jobs. */
public final class JedisTake implements Work {
    private final Setup setup;
    private final Members members;
    private final Jedis[] clients;

    public JedisTake(Setup setup) {
        this.setup = setup;
        this.members = Members.of(setup);
        this.clients = JedisPut.open(setup);
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(clients.length, index -> take(clients[index], round));
    }

    private void take(Jedis client, Round round) {
        byte[] key = members.list(round.queue()).getBytes(StandardCharsets.US_ASCII);
        byte[] reserved = (members.list(round.queue()) + ":reserved").getBytes(StandardCharsets.US_ASCII);
        List<byte[]> jobs = pop(client, key);
        while (!jobs.isEmpty()) {
            try (Pipeline pipeline = client.pipelined()) {
                double now = System.currentTimeMillis() / 1e3;
                jobs.forEach(job -> pipeline.zadd(reserved, now, job));
                pipeline.sync();
            }
            jobs.forEach(job -> round.took(members.bodyOf(job)));
            try (Pipeline pipeline = client.pipelined()) {
                jobs.forEach(job -> pipeline.zrem(reserved, job));
                pipeline.sync();
            }
            jobs = pop(client, key);
        }
    }

    private List<byte[]> pop(Jedis client, byte[] key) {
        List<Response<byte[]>> popped = new ArrayList<>(setup.batch());
        try (Pipeline pipeline = client.pipelined()) {
            for (int i = 0; i < setup.batch(); i++) {
                popped.add(pipeline.rpop(key));
            }
            pipeline.sync();
        }
        List<byte[]> jobs = new ArrayList<>(popped.size());
        for (Response<byte[]> response : popped) {
            byte[] job = response.get();
            if (job != null) {
                jobs.add(job);
            }
        }
        return jobs;
    }

    @Override
    public void close() {
        for (Jedis client : clients) {
            client.close();
        }
    }
}
