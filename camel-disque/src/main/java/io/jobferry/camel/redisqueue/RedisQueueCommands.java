package io.jobferry.camel.redisqueue;

import io.jobferry.Body;
import io.jobferry.Job;
import io.jobferry.JobState;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueStats;
import io.jobferry.camel.HeldByExchange;
import io.jobferry.camel.JobAcknowledgement;
import io.jobferry.camel.JobAnswer;
import io.jobferry.camel.JobRequest;
import io.jobferry.redisqueue.RedisChannel;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;

/**
 * All commands but put. Redis knows a reserved job by its bytes and its lease, not by its id: commands on a job act on
 * those that the exchange holds, through their acknowledgement. All others go over a connection that is made for them.
 */
final class RedisQueueCommands {
    private final RedisQueueEndpoint endpoint;
    private final RedisQueueConfiguration configuration;

    /** @throws IllegalArgumentException if the endpoint's operation lacks an option */
    RedisQueueCommands(RedisQueueEndpoint endpoint) {
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        RedisQueueOperation operation = configuration.getOperation();
        if (operation == RedisQueueOperation.reload || operation == RedisQueueOperation.flush) {
            channel(operation);
        }
    }

    /** Runs it: how many or a word goes into the result header, an answer with more than that into the body. */
    void run(RedisQueueOperation operation, Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        JobAnswer answer = new JobAnswer(message, RedisQueueConstants.RESULT);
        switch (operation) {
            case put -> throw new IllegalArgumentException("put is not a command on a job that is there");
            case ack -> answer.tell(act(exchange, operation, JobAcknowledgement::done));
            case retry -> answer.tell(act(exchange, operation, job -> job.retry(delay(message))));
            case fail -> answer.tell(act(exchange, operation, job -> job.dead("failed by the route")));
            case giveBack -> answer.tell(act(exchange, operation, JobAcknowledgement::giveBack));
            case extend -> answer.tell(act(exchange, operation, JobAcknowledgement::extend));
            case reload -> answer.tell(ofChannels(operation, client -> client.reload(channel(operation))));
            case flush -> answer.tell(ofChannels(operation, this::flush));
            case info -> answer.give("OK", named(ofChannels(operation, RedisQueueClient::info)));
            case stats -> answer.give("OK", named(counts(ofQueue(operation, QueueAdmin::stats))));
            case redrive -> {
                long most = message.getMandatoryBody(Long.class);
                answer.tell(ofQueue(operation, admin -> admin.redrive(most)));
            }
            case peekReady -> show(operation, JobState.READY, message, answer);
            case peekDelayed -> show(operation, JobState.DELAYED, message, answer);
            case peekReserved -> show(operation, JobState.RESERVED, message, answer);
            case peekDead -> show(operation, JobState.DEAD, message, answer);
        }
    }

    private void show(RedisQueueOperation operation, JobState state, Message message, JobAnswer answer)
            throws InvalidPayloadException {
        int most = message.getMandatoryBody(Integer.class);
        List<Job> jobs = ofQueue(operation, admin -> admin.peek(state, most));
        message.setHeader(RedisQueueConstants.JOB_ID, jobs.stream().map(Job::id).toList());
        answer.give("OK", jobs.stream().map(Job::body).map(Body::bytes).toList());
    }

    private String flush(RedisQueueClient client) {
        client.flush(channel(RedisQueueOperation.flush));
        return "OK";
    }

    private <T> T ofChannels(RedisQueueOperation operation, Function<RedisQueueClient, T> command) {
        try (RedisQueueClient client = server(operation).client(endpoint.queue())) {
            return command.apply(client);
        }
    }

    private <T> T ofQueue(RedisQueueOperation operation, Function<QueueAdmin, T> command) {
        try (QueueAdmin admin = server(operation).admin(endpoint.queue())) {
            return command.apply(admin);
        }
    }

    private long act(Exchange exchange, RedisQueueOperation operation, Predicate<JobAcknowledgement> verb) {
        return HeldByExchange.required(exchange, endpoint, operation.name()).act(verb);
    }

    private Duration delay(Message message) {
        return new JobRequest(message).duration(RedisQueueConstants.DELAY).orElse(configuration.getDelay());
    }

    private RedisQueueBackend server(RedisQueueOperation operation) {
        return (RedisQueueBackend) endpoint.backend(operation.name());
    }

    private RedisChannel channel(RedisQueueOperation operation) {
        RedisChannel channel = configuration.getChannel();
        if (channel == null) {
            throw new IllegalArgumentException("operation " + operation + " needs the option channel");
        }
        return channel;
    }

    private static Map<JobState, Long> counts(QueueStats stats) {
        Map<JobState, Long> counts = new EnumMap<>(JobState.class);
        for (JobState state : JobState.values()) {
            stats.of(state).ifPresent(count -> counts.put(state, count));
        }
        return counts;
    }

    /** With the constants' names as a route writes them: {@code ${body[failed]}}. */
    private static Map<String, Long> named(Map<? extends Enum<?>, Long> figures) {
        Map<String, Long> named = new LinkedHashMap<>();
        figures.forEach((constant, figure) -> named.put(constant.name().toLowerCase(Locale.ROOT), figure));
        return named;
    }
}
