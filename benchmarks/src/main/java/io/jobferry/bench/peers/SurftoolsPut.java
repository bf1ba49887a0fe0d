package io.jobferry.bench.peers;

import com.surftools.BeanstalkClientImpl.ClientImpl;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.util.List;

/** BeanstalkClient of surftools, one client a thread: it puts one by one. */
public final class SurftoolsPut implements Work {
    private final ClientImpl[] clients;

    public SurftoolsPut(Setup setup) {
        clients = SurftoolsTake.open(setup);
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(clients.length, index -> put(clients[index], round));
    }

    private static void put(ClientImpl client, Round round) {
        client.useTube(round.queue());
        for (List<byte[]> some = round.next(1); !some.isEmpty(); some = round.next(1)) {
            client.put(1000, 0, 60, some.get(0));
        }
    }

    @Override
    public void close() {
        for (ClientImpl client : clients) {
            client.close();
        }
    }
}
