package io.jobferry.bench.peers;

import com.dinstone.beanstalkc.BeanstalkClient;
import com.dinstone.beanstalkc.BeanstalkClientFactory;
import com.dinstone.beanstalkc.Configuration;
import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.util.List;

/** beanstalkc, one client a thread: it puts one by one. */
public final class BeanstalkcPut implements Work {
    private final BeanstalkClient[] clients;

    public BeanstalkcPut(Setup setup) {
        clients = open(setup);
    }

    static BeanstalkClient[] open(Setup setup) {
        Configuration configuration = new Configuration();
        configuration.setServiceHost(Setup.HOST);
        configuration.setServicePort(setup.port());
        BeanstalkClientFactory factory = new BeanstalkClientFactory(configuration);
        BeanstalkClient[] clients = new BeanstalkClient[setup.connections()];
        for (int i = 0; i < clients.length; i++) {
            clients[i] = factory.createBeanstalkClient();
        }
        return clients;
    }

    @Override
    public void run(Round round) throws Exception {
        Round.onThreads(clients.length, index -> put(clients[index], round));
    }

    private static void put(BeanstalkClient client, Round round) {
        client.useTube(round.queue());
        for (List<byte[]> some = round.next(1); !some.isEmpty(); some = round.next(1)) {
            client.putJob(1000, 0, 60, some.get(0));
        }
    }

    @Override
    public void close() {
        for (BeanstalkClient client : clients) {
            client.close();
        }
    }
}
