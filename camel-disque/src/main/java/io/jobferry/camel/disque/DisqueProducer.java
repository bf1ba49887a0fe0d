package io.jobferry.camel.disque;

import io.jobferry.PutOptions;
import io.jobferry.camel.JobRequest;
import io.jobferry.camel.QueueProducer;
import io.jobferry.disque.DisquePut;
import org.apache.camel.Exchange;

/** Puts jobs into a queue, or runs another command of Disque. */
final class DisqueProducer extends QueueProducer {
    private final DisqueEndpoint endpoint;
    private final DisqueCommands commands;

    DisqueProducer(DisqueEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.commands = new DisqueCommands(endpoint);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        DisqueOperation operation = new JobRequest(exchange.getMessage())
                .operation(
                        DisqueConstants.OPERATION, endpoint.getConfiguration().getOperation(), DisqueOperation::nameOf);
        if (operation == DisqueOperation.put) {
            put(exchange);
        } else {
            commands.run(operation, exchange);
        }
    }

    @Override
    protected PutOptions putOptions(JobRequest request) {
        DisquePut options = endpoint.getConfiguration().put();
        return new DisquePut(
                request.value(DisqueConstants.REPLICATE, Integer.class).orElse(options.replicate()),
                request.duration(DisqueConstants.DELAY).orElse(options.delay()),
                request.duration(DisqueConstants.RETRY).orElse(options.retry()),
                request.duration(DisqueConstants.TTL).orElse(options.ttl()),
                options.maxlen(),
                options.async());
    }
}
