package io.jobferry.camel;

import io.jobferry.Backend;
import io.jobferry.Body;
import io.jobferry.FailoverSink;
import io.jobferry.JobSink;
import io.jobferry.NewJob;
import io.jobferry.PutOptions;
import io.jobferry.PutResult;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/** Puts what exchanges hold into one queue, a batch in one round trip. It connects at its first put. Any thread. */
public abstract class QueueProducer extends DefaultProducer {
    private final QueueEndpoint endpoint;
    private final String queue;
    private volatile @Nullable JobSink sink;

    /**
     * A producer for the endpoint's one queue.
     *
     * @throws IllegalArgumentException if it has several
     */
    protected QueueProducer(QueueEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.queue = endpoint.queue();
    }

    /** How a job is put: the endpoint's options, and the headers that outrank them. */
    protected abstract PutOptions putOptions(JobRequest request);

    /**
     * Puts the message's body, or each element of it. The id is left in a header (a list of ids for a batch), and in
     * the body if the exchange asks for an answer.
     *
     * @throws JobPutException if a job was buried, refused, too big, or its fate is not known
     */
    protected final void put(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        JobBodies bodies = JobBodies.of(exchange);
        List<NewJob> jobs = jobs(message, bodies.bodies());
        List<PutResult> results = jobs.isEmpty() ? List.of() : open().put(jobs);
        tell(message, bodies.many(), results);
        refuseFailures(exchange, results);
        if (ExchangeHelper.isOutCapable(exchange)) {
            message.setBody(message.getHeader(endpoint.headers().id()));
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        sink = newSink(endpoint.backends());
    }

    @Override
    protected void doStop() throws Exception {
        JobSink closing = sink;
        sink = null;
        if (closing != null) {
            closing.close();
        }
        super.doStop();
    }

    /** Where no header is a list, all are put alike. */
    private List<NewJob> jobs(Message message, List<Body> bodies) {
        if (message.getHeaders().values().stream().noneMatch(List.class::isInstance)) {
            PutOptions options = putOptions(new JobRequest(message));
            return bodies.stream().map(body -> new NewJob(body, options)).toList();
        }
        return IntStream.range(0, bodies.size())
                .mapToObj(i -> new NewJob(bodies.get(i), putOptions(new JobRequest(message, i, bodies.size()))))
                .toList();
    }

    private JobSink newSink(List<Backend> backends) {
        List<JobSink> sinks =
                backends.stream().map(backend -> backend.sink(queue)).toList();
        return sinks.size() == 1
                ? sinks.get(0)
                : new FailoverSink(sinks, endpoint.getConfiguration().getOnUnknown());
    }

    private JobSink open() {
        JobSink open = sink;
        if (open == null) {
            throw new IllegalStateException("producer of " + endpoint + " is not started");
        }
        return open;
    }

    /** The headers speak of the new jobs from now on: what they said about the job that the exchange came from goes. */
    private void tell(Message message, boolean many, List<PutResult> results) {
        JobHeaders headers = endpoint.headers();
        List<@Nullable String> ids = results.stream().map(PutResult::id).toList();
        List<String> kinds =
                results.stream().map(result -> result.kind().name()).toList();
        message.removeHeader(headers.key());
        message.removeHeader(headers.attempt());
        headers.counters().forEach(message::removeHeader);
        message.setHeader(headers.queue(), queue);
        message.setHeader(headers.id(), many ? ids : ids.get(0));
        message.setHeader(headers.result(), many ? kinds : kinds.get(0));
    }

    private void refuseFailures(Exchange exchange, List<PutResult> results) throws JobPutException {
        List<PutResult> failures = results.stream()
                .filter(result -> result.kind() != PutResult.Kind.PUT)
                .toList();
        if (!failures.isEmpty()) {
            PutResult first = failures.get(0);
            throw new JobPutException(
                    "%d of %d jobs were not put into %s of %s: the first is %s"
                            .formatted(failures.size(), results.size(), queue, endpoint.getServiceUrl(), text(first)),
                    exchange,
                    results);
        }
    }

    private static String text(PutResult result) {
        return switch (result.kind()) {
            case PUT -> "put";
            case BURIED ->
                "buried as job " + result.id() + ": the server was out of memory for its queue and keeps it"
                        + " among the dead; it is not to be put again";
            case REFUSED -> "refused: " + result.reason();
            case TOO_BIG -> "larger than the server takes: " + result.reason();
            case UNKNOWN -> "of unknown fate, the server may hold it: " + result.reason();
        };
    }
}
