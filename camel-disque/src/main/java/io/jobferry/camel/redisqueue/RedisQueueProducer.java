package io.jobferry.camel.redisqueue;

import io.jobferry.PutOptions;
import io.jobferry.camel.JobRequest;
import io.jobferry.camel.QueueProducer;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisPut;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;

/** Puts jobs into a queue, or runs another command. */
final class RedisQueueProducer extends QueueProducer {
    private final RedisQueueConfiguration configuration;
    private final RedisPut options;
    private final RedisQueueCommands commands;

    /** @throws IllegalArgumentException if the options contradict each other */
    RedisQueueProducer(RedisQueueEndpoint endpoint) {
        super(endpoint);
        this.configuration = endpoint.getConfiguration();
        this.options = configuration.put();
        this.commands = new RedisQueueCommands(endpoint);
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        RedisQueueOperation own = configuration.getOperation();
        RedisQueueOperation operation = new JobRequest(exchange.getMessage())
                .operation(RedisQueueConstants.OPERATION, own, UnaryOperator.identity());
        if (operation == RedisQueueOperation.flush && own != RedisQueueOperation.flush) {
            throw new IllegalArgumentException(
                    "header " + RedisQueueConstants.OPERATION + " is flush, which only the option may be");
        }
        if (operation == RedisQueueOperation.put) {
            put(exchange);
        } else {
            commands.run(operation, exchange);
        }
    }

    @Override
    protected PutOptions putOptions(JobRequest request) {
        RedisPut put = configuration.getEnvelope() == RedisEnvelope.RAW ? options : asBefore(request);
        put = request.value(RedisQueueConstants.UNIQUE_ID, String.class)
                .map(put::withUniqueId)
                .orElse(put);
        put = request.duration(RedisQueueConstants.BACKOFF)
                .map(put::withBackoff)
                .orElse(put);
        return timed(request, put);
    }

    /** What a consumer may have left of the job's envelope before; raw jobs have none. */
    private RedisPut asBefore(JobRequest request) {
        RedisPut put = options;
        put = request.value(RedisQueueConstants.KEY, String.class)
                .map(put::withKey)
                .orElse(put);
        put = request.value(RedisQueueConstants.MAX_ATTEMPTS, Integer.class)
                .map(put::withMaxAttempts)
                .orElse(put);
        return request.duration(RedisQueueConstants.HANDLE_TIMEOUT)
                .map(put::withHandleTimeout)
                .orElse(put);
    }

    private static RedisPut timed(JobRequest request, RedisPut put) {
        Optional<Duration> delay = request.duration(RedisQueueConstants.DELAY);
        Optional<Instant> at = request.instant(RedisQueueConstants.AT);
        if (delay.isPresent() && at.isPresent()) {
            throw new IllegalArgumentException("headers " + RedisQueueConstants.DELAY + " and " + RedisQueueConstants.AT
                    + " are both set: " + delay.get() + ", " + at.get());
        }
        return at.map(put::withAt).orElseGet(() -> delay.map(put::withDelay).orElse(put));
    }
}
