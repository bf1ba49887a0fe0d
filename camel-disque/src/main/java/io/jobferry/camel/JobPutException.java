package io.jobferry.camel;

import io.jobferry.PutResult;
import java.util.List;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;

/**
 * Jobs were not put as they should: see {@link #getResults}. What is {@link PutResult.Kind#BURIED} is held by the server
 * among its dead, and what is {@link PutResult.Kind#UNKNOWN} may be held: an error handler that sends the exchange again
 * may double them. Jobs are never put a second time without being asked to.
 */
public class JobPutException extends CamelExchangeException {
    private static final long serialVersionUID = 1;

    private final transient List<PutResult> results;

    JobPutException(String message, Exchange exchange, List<PutResult> results) {
        super(message, exchange);
        this.results = List.copyOf(results);
    }

    /** What became of each job of the exchange, in its order. */
    public List<PutResult> getResults() {
        return results;
    }
}
