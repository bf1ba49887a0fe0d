package io.jobferry.bench.peers;

import com.surftools.BeanstalkClient.Job;
import com.surftools.BeanstalkClientImpl.ClientImpl;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;

/** BeanstalkClient of surftools, in its faster mode: reserve, then delete. */
public final class SurftoolsTake implements Work {
    private final ClientImpl[] clients;

    public SurftoolsTake(Setup setup) {
        clients = open(setup);
    }

    static ClientImpl[] open(Setup setup) {
        ClientImpl[] clients = new ClientImpl[setup.connections()];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = new ClientImpl(Setup.HOST, setup.port(), true);
            clients[i].setUniqueConnectionPerThread(false);
        }
        return clients;
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(clients.length, index -> take(clients[index], round));
    }

    private static void take(ClientImpl client, Round round) {
        client.watch(round.queue());
        client.ignore("default");
        for (Job job = client.reserve(0); job != null; job = client.reserve(0)) {
            round.took(job.getData());
            client.delete(job.getJobId());
        }
        client.watch("default");
        client.ignore(round.queue());
    }

    @Override
    public void close() {
        for (ClientImpl client : clients) {
            client.close();
        }
    }
}
