package io.jobferry.bench.camel3;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.io.IOException;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** A template that puts single bodies with camel-beanstalk. */
public final class Camel3Put implements Work {
    private final Setup setup;
    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    public Camel3Put(Setup setup) {
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
        for (List<byte[]> some = round.next(1); !some.isEmpty(); some = round.next(1)) {
            template.sendBody(uri, some.get(0));
        }
    }

    @Override
    public void close() throws IOException {
        template.close();
        camel.stop();
    }
}
