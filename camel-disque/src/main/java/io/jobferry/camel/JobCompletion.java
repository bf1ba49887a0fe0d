package io.jobferry.camel;

import io.jobferry.Outcome;
import io.jobferry.consume.Delivery;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.spi.Synchronization;

/**
 * Ends the deliveries of an exchange when the exchange is done. It holds the deliveries themselves: no header can lead
 * it to another job.
 */
final class JobCompletion implements Synchronization {
    private final List<Delivery> deliveries;
    private final AckMode ackMode;

    JobCompletion(List<Delivery> deliveries, AckMode ackMode) {
        this.deliveries = deliveries;
        this.ackMode = ackMode;
    }

    /** Also called for exchanges that are marked for rollback without an exception. */
    @Override
    public void onComplete(Exchange exchange) {
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            fail(rollbackOf(exchange));
        } else if (ackMode == AckMode.auto) {
            deliveries.forEach(Delivery::done);
        }
    }

    @Override
    public void onFailure(Exchange exchange) {
        Throwable error = exchange.getException() == null ? rollbackOf(exchange) : exchange.getException();
        if (isTurnedAwayByShutdown(exchange, error)) {
            deliveries.forEach(delivery -> delivery.settle(Outcome.giveBack()));
        } else {
            fail(error);
        }
    }

    private void fail(Throwable error) {
        deliveries.forEach(delivery -> delivery.fail(error));
    }

    /** A forced shutdown rejects exchanges at their next step: nothing is wrong with their jobs. */
    private static boolean isTurnedAwayByShutdown(Exchange exchange, Throwable error) {
        return error instanceof RejectedExecutionException
                && exchange.getContext().getShutdownStrategy().isForceShutdown();
    }

    private static Throwable rollbackOf(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        return caught == null ? new RollbackExchangeException("exchange is marked for rollback", exchange) : caught;
    }
}
