package io.jobferry.bench.peers;

import com.dinstone.beanstalkc.BeanstalkClient;
import com.dinstone.beanstalkc.Job;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;

/** beanstalkc: reserve, then delete. */
public final class BeanstalkcTake implements Work {
    private final BeanstalkClient[] clients;

    public BeanstalkcTake(Setup setup) {
        clients = BeanstalkcPut.open(setup);
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(clients.length, index -> take(clients[index], round));
    }

    private static void take(BeanstalkClient client, Round round) {
        client.watchTube(round.queue());
        client.ignoreTube("default");
        for (Job job = client.reserveJob(0); job != null; job = client.reserveJob(0)) {
            round.took(job.getData());
            client.deleteJob(job.getId());
        }
        client.watchTube("default");
        client.ignoreTube(round.queue());
    }

    @Override
    public void close() {
        for (BeanstalkClient client : clients) {
            client.close();
        }
    }
}
