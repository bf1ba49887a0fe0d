package io.jobferry.camel.beanstalk;

import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkClient;
import io.jobferry.beanstalk.BeanstalkClient.RawJob;
import io.jobferry.camel.HeldByExchange;
import io.jobferry.camel.JobAcknowledgement;
import io.jobferry.camel.JobAnswer;
import io.jobferry.camel.JobRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;

/**
 * beanstalkd's commands other than put. A job that is reserved can be touched, released, buried and deleted only on the
 * connection that reserved it: those commands act on the job that the exchange holds, through its acknowledgement. All
 * others go over a connection that is made for them.
 */
final class BeanstalkCommands {
    private final BeanstalkEndpoint endpoint;

    BeanstalkCommands(BeanstalkEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Runs it: the server's word goes into the result header, an answer with more than a word into the body. */
    void run(BeanstalkOperation operation, Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        JobRequest request = new JobRequest(message);
        switch (operation) {
            case put -> throw new IllegalArgumentException("put is not a command on a job that is there");
            case release -> act(exchange, "release", "RELEASED", job -> job.retry(delay(request)));
            case bury -> act(exchange, "bury", "BURIED", job -> job.dead("buried by the route"));
            case touch -> act(exchange, "touch", "TOUCHED", JobAcknowledgement::extend);
            case delete -> delete(exchange, request);
            default -> {
                try (BeanstalkClient client = server(operation).client()) {
                    client.use(endpoint.queue());
                    ask(client, operation, message, request);
                }
            }
        }
    }

    private void ask(BeanstalkClient client, BeanstalkOperation operation, Message message, JobRequest request)
            throws InvalidPayloadException {
        switch (operation) {
            case kick -> answer(message).give("KICKED", client.kick(bound(message)));
            case kickJob -> answer(message).tell(client.kickJob(jobId(request)) ? "KICKED" : JobAnswer.NOT_FOUND);
            case peek -> show(message, client.peek(jobId(request)));
            case peekReady -> show(message, client.peekReady());
            case peekDelayed -> show(message, client.peekDelayed());
            case peekBuried -> show(message, client.peekBuried());
            case stats -> answer(message).give("OK", client.stats());
            case statsJob -> answer(message).giveIfFound(client.statsJob(jobId(request)));
            case statsTube -> answer(message).giveIfFound(client.statsTube(endpoint.queue()));
            case listTubes -> answer(message).give("OK", client.listTubes());
            case pauseTube ->
                answer(message)
                        .tell(client.pauseTube(endpoint.queue(), delay(request)) ? "PAUSED" : JobAnswer.NOT_FOUND);
            case put, release, bury, touch, delete ->
                throw new IllegalArgumentException(operation + " does not go over a connection of its own");
        }
    }

    private void act(Exchange exchange, String command, String word, Predicate<JobAcknowledgement> verb) {
        act(exchange, HeldByExchange.required(exchange, endpoint, command), word, verb);
    }

    private static void act(Exchange exchange, HeldByExchange held, String word, Predicate<JobAcknowledgement> verb) {
        boolean all = held.act(verb) == held.jobs().size();
        answer(exchange.getMessage()).tell(all ? word : JobAnswer.NOT_FOUND);
    }

    /** The held job if the id header is its own or is missing; else that job, which nobody must hold. */
    private void delete(Exchange exchange, JobRequest request) {
        Optional<HeldByExchange> held = HeldByExchange.meant(exchange, endpoint);
        if (held.isPresent()) {
            act(exchange, held.get(), "DELETED", JobAcknowledgement::done);
            return;
        }
        try (BeanstalkClient client = server(BeanstalkOperation.delete).client()) {
            answer(exchange.getMessage()).tell(client.delete(jobId(request)) ? "DELETED" : JobAnswer.NOT_FOUND);
        }
    }

    private BeanstalkBackend server(BeanstalkOperation operation) {
        return (BeanstalkBackend) endpoint.backend(operation.name());
    }

    private Duration delay(JobRequest request) {
        return request.duration(BeanstalkConstants.DELAY)
                .orElse(endpoint.getConfiguration().getJobDelay());
    }

    private static long jobId(JobRequest request) {
        return request.mandatory(BeanstalkConstants.JOB_ID, Long.class);
    }

    private static long bound(Message message) throws InvalidPayloadException {
        return message.getMandatoryBody(Long.class);
    }

    private static void show(Message message, Optional<RawJob> job) {
        if (job.isEmpty()) {
            answer(message).giveIfFound(job);
            return;
        }
        message.setHeader(BeanstalkConstants.JOB_ID, Long.toString(job.get().id()));
        answer(message).give("FOUND", job.get().body().bytes());
    }

    private static JobAnswer answer(Message message) {
        return new JobAnswer(message, BeanstalkConstants.RESULT);
    }
}
