package io.jobferry.camel.beanstalk;

import io.jobferry.Backend;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkClient;
import io.jobferry.beanstalk.BeanstalkClient.RawJob;
import io.jobferry.camel.HeldByExchange;
import io.jobferry.camel.JobAcknowledgement;
import io.jobferry.camel.JobRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
    private static final String NOT_FOUND = "NOT_FOUND";

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
            case kick -> answer(message, "KICKED", client.kick(bound(message)));
            case kickJob -> tell(message, client.kickJob(jobId(request)) ? "KICKED" : NOT_FOUND);
            case peek -> show(message, client.peek(jobId(request)));
            case peekReady -> show(message, client.peekReady());
            case peekDelayed -> show(message, client.peekDelayed());
            case peekBuried -> show(message, client.peekBuried());
            case stats -> answer(message, "OK", client.stats());
            case statsJob -> figures(message, client.statsJob(jobId(request)));
            case statsTube -> figures(message, client.statsTube(endpoint.queue()));
            case listTubes -> answer(message, "OK", client.listTubes());
            case pauseTube -> tell(message, client.pauseTube(endpoint.queue(), delay(request)) ? "PAUSED" : NOT_FOUND);
            case put, release, bury, touch, delete ->
                throw new IllegalArgumentException(operation + " does not go over a connection of its own");
        }
    }

    private void act(Exchange exchange, String command, String word, Predicate<JobAcknowledgement> verb) {
        act(exchange, HeldByExchange.required(exchange, endpoint, command), word, verb);
    }

    private static void act(Exchange exchange, HeldByExchange held, String word, Predicate<JobAcknowledgement> verb) {
        boolean all = held.act(verb) == held.jobs().size();
        tell(exchange.getMessage(), all ? word : NOT_FOUND);
    }

    /** The held job if the id header is its own or is missing; else that job, which nobody must hold. */
    private void delete(Exchange exchange, JobRequest request) {
        Optional<HeldByExchange> held = HeldByExchange.meant(exchange, endpoint);
        if (held.isPresent()) {
            act(exchange, held.get(), "DELETED", JobAcknowledgement::done);
            return;
        }
        try (BeanstalkClient client = server(BeanstalkOperation.delete).client()) {
            tell(exchange.getMessage(), client.delete(jobId(request)) ? "DELETED" : NOT_FOUND);
        }
    }

    private BeanstalkBackend server(BeanstalkOperation operation) {
        List<Backend> backends = endpoint.backends();
        if (backends.size() != 1) {
            throw new IllegalArgumentException(
                    "operation " + operation + " needs one server, the endpoint has " + endpoint.getServiceUrl());
        }
        return (BeanstalkBackend) backends.get(0);
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
            message.setBody(null);
            tell(message, NOT_FOUND);
            return;
        }
        message.setHeader(BeanstalkConstants.JOB_ID, Long.toString(job.get().id()));
        answer(message, "FOUND", job.get().body().bytes());
    }

    private static void figures(Message message, Optional<Map<String, String>> figures) {
        message.setBody(figures.orElse(null));
        tell(message, figures.isPresent() ? "OK" : NOT_FOUND);
    }

    private static void answer(Message message, String word, Object body) {
        message.setBody(body);
        tell(message, word);
    }

    private static void tell(Message message, String word) {
        message.setHeader(BeanstalkConstants.RESULT, word);
    }
}
