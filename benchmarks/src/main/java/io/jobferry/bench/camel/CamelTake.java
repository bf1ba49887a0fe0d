package io.jobferry.bench.camel;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Work;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A route that consumes, to a counter. */
public final class CamelTake implements Work {
    private final Setup setup;
    private final CamelContext camel = new DefaultCamelContext();

    public CamelTake(Setup setup) {
        this.setup = setup;
        camel.start();
    }

    @Override
    public void run(Round round) throws Exception {
        CountDownLatch left = new CountDownLatch(round.jobs());
        String uri = setup.server().replace("QUEUE", round.queue());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId(round.queue()).process(exchange -> {
                    round.took(exchange.getIn().getMandatoryBody(byte[].class));
                    left.countDown();
                });
            }
        });
        left.await();
        camel.getRouteController().stopRoute(round.queue());
        camel.removeRoute(round.queue());
    }

    @Override
    public void close() {
        camel.stop();
    }
}
