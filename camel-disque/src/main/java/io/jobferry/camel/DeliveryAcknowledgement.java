package io.jobferry.camel;

import io.jobferry.Outcome;
import io.jobferry.consume.Delivery;
import java.time.Duration;

/** A delivery as a route sees it. */
record DeliveryAcknowledgement(Delivery delivery) implements JobAcknowledgement {
    @Override
    public String jobId() {
        return delivery.job().id();
    }

    @Override
    public boolean done() {
        return delivery.done();
    }

    @Override
    public boolean retry(Duration delay) {
        return delivery.settle(Outcome.retry(delay));
    }

    @Override
    public boolean dead(String reason) {
        return delivery.settle(Outcome.dead(reason));
    }

    @Override
    public boolean giveBack() {
        return delivery.settle(Outcome.giveBack());
    }

    @Override
    public boolean extend() {
        return delivery.extend();
    }

    /** Neither body nor queue: it may be printed with the headers. */
    @Override
    public String toString() {
        return "JobAcknowledgement[" + jobId() + "]";
    }
}
