package io.jobferry.camel.beanstalk;

import io.jobferry.PutOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.camel.JobRequest;
import io.jobferry.camel.QueueProducer;
import org.apache.camel.Exchange;

/** Puts jobs into a tube, or runs another command of beanstalkd. */
final class BeanstalkProducer extends QueueProducer {
    private final BeanstalkEndpoint endpoint;
    private final BeanstalkCommands commands;

    BeanstalkProducer(BeanstalkEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.commands = new BeanstalkCommands(endpoint);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        BeanstalkOperation operation = new JobRequest(exchange.getMessage())
                .operation(
                        BeanstalkConstants.OPERATION,
                        endpoint.getConfiguration().getOperation(),
                        BeanstalkOperation::nameOf);
        if (operation == BeanstalkOperation.put) {
            put(exchange);
        } else {
            commands.run(operation, exchange);
        }
    }

    @Override
    protected PutOptions putOptions(JobRequest request) {
        BeanstalkPut options = endpoint.getConfiguration().put();
        return new BeanstalkPut(
                request.value(BeanstalkConstants.PRIORITY, Long.class).orElse(options.priority()),
                request.duration(BeanstalkConstants.DELAY).orElse(options.delay()),
                request.duration(BeanstalkConstants.TIME_TO_RUN).orElse(options.timeToRun()));
    }
}
