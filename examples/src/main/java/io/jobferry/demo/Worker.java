package io.jobferry.demo;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * The process that is killed: a Camel application that takes jobs from one queue and puts them into another. Of each
 * hundred jobs one fails at its first attempt; of each thousand one fails until it is told that the fault is mended.
 */
public final class Worker {
    /** A line of its standard output, for each exchange that is not its job's first attempt. */
    static final String REDELIVERED = "redelivered";

    private Worker() {}

    /** Runs until it is killed, or its standard input ends. Arguments: the queue, its servers, the queues' prefix. */
    public static void main(String[] args) throws Exception {
        endWithParent();
        Main main = new Main();
        main.configure().addRoutesBuilder(new Routes(DemoQueue.valueOf(args[0]), args[1], QueueNames.of(args[2])));
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
        private final DemoQueue queue;
        private final String servers;
        private final QueueNames queues;
        private final AtomicBoolean mended = new AtomicBoolean();

        Routes(DemoQueue queue, String servers, QueueNames queues) {
            this.queue = queue;
            this.servers = servers;
            this.queues = queues;
        }

        @Override
        public void configure() {
            from(queue.workEndpoint(queues.in(), servers) + "&maxAttempts=2&retryDelay=1s&concurrentConsumers=2")
                    .routeId("work")
                    .process(this::failSometimes)
                    .to(queue.endpoint(queues.out(), servers));
            from(queue.endpoint(queues.mended(), servers)).routeId("mended").process(exchange -> mended.set(true));
        }

        private void failSometimes(Exchange exchange) throws InvalidPayloadException {
            int number = Integer.parseInt(exchange.getMessage().getMandatoryBody(String.class));
            boolean isFirst = Integer.valueOf(1).equals(exchange.getMessage().getHeader(queue.attemptHeader()));
            if (!isFirst) {
                System.out.println(REDELIVERED);
            }
            if (Faults.failsForGood(number) && !mended.get()) {
                throw new IllegalStateException("job " + number + " fails until the fault is mended");
            }
            if (Faults.failsOnce(number) && isFirst) {
                throw new IllegalStateException("job " + number + " fails at its first attempt");
            }
        }
    }
}
