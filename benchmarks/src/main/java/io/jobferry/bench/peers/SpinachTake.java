package io.jobferry.bench.peers;

import biz.paluch.spinach.DisqueClient;
import biz.paluch.spinach.DisqueURI;
import biz.paluch.spinach.api.DisqueConnection;
import biz.paluch.spinach.api.Job;
import com.lambdaworks.redis.RedisFuture;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** spinach: GETJOB COUNT, then ACKJOB of all that came, on a connection a thread. */
public final class SpinachTake implements Work {
    private final Setup setup;
    private final DisqueClient client;
    private final List<DisqueConnection<byte[], byte[]>> connections;

    public SpinachTake(Setup setup) {
        this.setup = setup;
        this.client = new DisqueClient(DisqueURI.create(Setup.HOST, setup.port()));
        this.connections = SpinachPut.open(client, setup);
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(connections.size(), index -> take(connections.get(index), round));
    }

    private void take(DisqueConnection<byte[], byte[]> connection, Round round) throws Exception {
        byte[] queue = round.queue().getBytes(StandardCharsets.US_ASCII);
        while (round.left() > 0) {
            RedisFuture<List<Job<byte[], byte[]>>> jobs =
                    connection.async().getjobs(1, TimeUnit.MILLISECONDS, setup.batch(), queue);
            if (!jobs.get().isEmpty()) {
                jobs.get().forEach(job -> round.took(job.getBody()));
                RedisFuture<Long> acknowledged = connection
                        .async()
                        .ackjob(jobs.get().stream().map(Job::getId).toArray(String[]::new));
                acknowledged.get();
            }
        }
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
