package io.jobferry.bench.camel;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** A template that puts single bodies, or lists of them where the batch is above one. */
public final class CamelPut implements Work {
    private final Setup setup;
    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    public CamelPut(Setup setup) {
        this.setup = setup;
        camel.start();
        this.template = camel.createProducerTemplate();
    }

    @Override
    public void run(Round round) throws Exception {
        String uri = setup.server().replace("QUEUE", round.queue());
        Round.onThreads(setup.connections(), index -> put(uri, round));
    }

    private void put(String uri, Round round) {
        for (List<byte[]> some = round.next(setup.batch()); !some.isEmpty(); some = round.next(setup.batch())) {
            template.sendBody(uri, setup.batch() == 1 ? some.get(0) : some);
        }
    }

    @Override
    public void close() throws IOException {
        template.close();
        camel.stop();
    }
}
