package io.jobferry.handlers;

import io.jobferry.consume.Delivery;

/** The work on jobs of one kind. */
@FunctionalInterface
public interface Handler<T> {
    /**
     * Works on a payload. A normal return means done; what it throws, an {@link Error} too, is a failure of the job. Called
     * on a lane's thread, which is interrupted when the job's handle time-out is over.
     *
     * @param delivery the job around the payload; a handler that ends it ({@link Delivery#settle}) has the last word
     */
    void handle(T payload, Delivery delivery) throws Exception;
}
