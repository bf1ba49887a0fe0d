package io.jobferry.bench.camel;

import io.jobferry.bench.Round;
import io.jobferry.bench.Setup;
import io.jobferry.bench.Wake;
import io.jobferry.bench.Work;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A route that waits, and a template. */
public final class CamelWake implements Work {
    private final Setup setup;
    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    public CamelWake(Setup setup) {
        this.setup = setup;
        camel.start();
        this.template = camel.createProducerTemplate();
    }

    @Override
    public void run(Round round) throws Exception {
        Wake wake = new Wake(round);
        String uri = setup.server().replace("QUEUE", round.queue());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .routeId(round.queue())
                        .process(exchange -> wake.arrived(exchange.getIn().getMandatoryBody(byte[].class)));
            }
        });
        wake.puts(body -> template.sendBody(uri, body));
        camel.getRouteController().stopRoute(round.queue());
        camel.removeRoute(round.queue());
    }

    @Override
    public void close() throws IOException {
        template.close();
        camel.stop();
    }
}
