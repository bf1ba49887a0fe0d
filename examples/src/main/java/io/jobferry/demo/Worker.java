package io.jobferry.demo;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * The process that is killed: a Camel application that takes jobs from one tube and puts them into another. Of each
 * hundred jobs one fails at its first attempt; of each thousand one fails until it is told that the fault is mended.
 */
public final class Worker {
    private Worker() {}

    /** Runs until it is killed, or its standard input ends. Arguments: the server, the tubes' prefix. */
    public static void main(String[] args) throws Exception {
        endWithParent();
        Main main = new Main();
        main.configure().addRoutesBuilder(new Routes(args[0], Tubes.of(args[1])));
        main.run();
    }

    /** A worker whose demo was killed must not stay behind. */
    private static void endWithParent() {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {}
                    } catch (IOException e) {
                        // the pipe broke: the parent has gone
                    }
                    Runtime.getRuntime().halt(1);
                },
                "end-with-parent");
        watch.setDaemon(true);
        watch.start();
    }

    /** The two routes. */
    private static final class Routes extends RouteBuilder {
        private final String server;
        private final Tubes tubes;
        private final AtomicBoolean mended = new AtomicBoolean();

        Routes(String server, Tubes tubes) {
            this.server = server;
            this.tubes = tubes;
        }

        @Override
        public void configure() {
            from("beanstalk:" + tubes.in() + "?servers=" + server
                            + "&fetchStats=true&maxAttempts=2&retryDelay=1s&concurrentConsumers=2")
                    .routeId("work")
                    .process(this::failSometimes)
                    .to("beanstalk:" + tubes.out() + "?servers=" + server);
            from("beanstalk:" + tubes.mended() + "?servers=" + server)
                    .routeId("mended")
                    .process(exchange -> mended.set(true));
        }

        private void failSometimes(Exchange exchange) throws InvalidPayloadException {
            int number = Integer.parseInt(exchange.getMessage().getMandatoryBody(String.class));
            boolean isFirst = Integer.valueOf(1).equals(exchange.getMessage().getHeader("CamelBeanstalkAttempt"));
            if (Faults.failsForGood(number) && !mended.get()) {
                throw new IllegalStateException("job " + number + " fails until the fault is mended");
            }
            if (Faults.failsOnce(number) && isFirst) {
                throw new IllegalStateException("job " + number + " fails at its first attempt");
            }
        }
    }
}
