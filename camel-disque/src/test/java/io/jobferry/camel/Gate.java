package io.jobferry.camel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** A step of a route that tells when it is reached, and does not go on before it is opened. */
final class Gate implements Processor {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        reached.countDown();
        if (!opened.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("gate was never opened");
        }
    }

    void awaitReached() throws InterruptedException {
        if (!reached.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("no exchange came to the gate");
        }
    }

    void open() {
        opened.countDown();
    }
}
