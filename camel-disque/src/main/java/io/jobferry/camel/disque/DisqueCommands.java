package io.jobferry.camel.disque;

import io.jobferry.Body;
import io.jobferry.camel.HeldByExchange;
import io.jobferry.camel.JobAcknowledgement;
import io.jobferry.camel.JobAnswer;
import io.jobferry.camel.JobRequest;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueClient;
import io.jobferry.disque.DisqueJob;
import io.jobferry.disque.DisqueJobFilter;
import io.jobferry.disque.DisqueQueueFilter;
import io.jobferry.disque.DisqueScan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongBiFunction;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;

/**
 * Disque's commands other than ADDJOB. On jobs that the exchange holds they act through the acknowledgement: at the node
 * that delivered the job, and so that the end of the route knows. All others go to one node, over a connection that is
 * made for them.
 */
final class DisqueCommands {
    private final DisqueEndpoint endpoint;

    DisqueCommands(DisqueEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Runs it: how many or a word goes into the result header, an answer with more than that into the body. */
    void run(DisqueOperation operation, Exchange exchange) throws InvalidPayloadException {
        switch (operation) {
            case put -> throw new IllegalArgumentException("put is not a command on a job that is there");
            case ack -> onHeldOr(exchange, JobAcknowledgement::done, DisqueClient::ackJob);
            case fastAck -> onHeldOr(exchange, JobAcknowledgement::done, DisqueClient::fastAck);
            case nack -> nack(exchange);
            case enqueue -> onHeldOr(exchange, JobAcknowledgement::giveBack, DisqueClient::enqueue);
            case working -> onHeldOr(exchange, JobAcknowledgement::extend, DisqueCommands::working);
            case dequeue -> onIds(exchange.getMessage(), DisqueClient::dequeue);
            case delJob -> onIds(exchange.getMessage(), DisqueClient::delJob);
            case show, qlen, qstat, qpeek, qscan, jscan, pause, hello, info -> {
                try (DisqueClient client = client()) {
                    ask(client, operation, exchange.getMessage());
                }
            }
        }
    }

    private void ask(DisqueClient client, DisqueOperation operation, Message message) throws InvalidPayloadException {
        String queue = endpoint.queue();
        switch (operation) {
            case show ->
                answer(message)
                        .giveIfFound(
                                client.show(new JobRequest(message).mandatory(DisqueConstants.JOB_ID, String.class)));
            case qlen -> answer(message).give("OK", client.qlen(queue));
            case qstat -> answer(message).giveIfFound(client.qstat(queue));
            case qpeek -> jobs(message, client.qpeek(queue, message.getMandatoryBody(Integer.class)));
            case qscan -> page(message, client.qscan(cursor(message), DisqueQueueFilter.ALL));
            case jscan -> page(message, client.jscan(cursor(message), DisqueJobFilter.ALL.withQueue(queue)));
            case pause -> answer(message).tell(pause(client, queue, message.getMandatoryBody(String.class)));
            case hello -> answer(message).give("OK", client.hello());
            case info -> answer(message).give("OK", figures(client.info()));
            case put, ack, fastAck, nack, working, enqueue, dequeue, delJob ->
                throw new IllegalArgumentException(operation + " is a command on jobs");
        }
    }

    /** Only who holds a job can have it wait: a node that is told NACK queues the job at once. */
    private void nack(Exchange exchange) {
        Duration delay = new JobRequest(exchange.getMessage())
                .duration(DisqueConstants.DELAY)
                .orElse(endpoint.getConfiguration().getDelay());
        onHeldOr(exchange, job -> job.retry(delay), (client, ids) -> {
            if (!delay.isZero()) {
                throw new IllegalArgumentException(
                        "nack with a delay is for a job that the exchange holds: " + delay + " for " + List.of(ids));
            }
            return client.nack(ids);
        });
    }

    /** Does this to the jobs of the id header if the exchange holds them, or there is no such header; else the command. */
    private void onHeldOr(
            Exchange exchange, Predicate<JobAcknowledgement> verb, ToLongBiFunction<DisqueClient, String[]> command) {
        Optional<HeldByExchange> held = HeldByExchange.meant(exchange, endpoint);
        if (held.isPresent()) {
            answer(exchange.getMessage()).tell(held.get().act(verb));
        } else {
            onIds(exchange.getMessage(), command);
        }
    }

    private void onIds(Message message, ToLongBiFunction<DisqueClient, String[]> command) {
        List<String> ids = new JobRequest(message).ids(DisqueConstants.JOB_ID);
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("header " + DisqueConstants.JOB_ID + " is missing or has no id");
        }
        try (DisqueClient client = client()) {
            answer(message).tell(command.applyAsLong(client, ids.toArray(String[]::new)));
        }
    }

    private static long working(DisqueClient client, String... ids) {
        return Arrays.stream(ids).filter(id -> client.working(id).isPresent()).count();
    }

    private DisqueClient client() {
        return ((DisqueBackend) endpoint.backends().get(0)).client();
    }

    private static String cursor(Message message) {
        return new JobRequest(message)
                .value(DisqueConstants.CURSOR, String.class)
                .orElse(DisqueScan.START);
    }

    /** PAUSE's words: in, out, all, none or state, and bcast for all nodes; the server answers how it is paused now. */
    private static String pause(DisqueClient client, String queue, String words) {
        List<String> pause = new ArrayList<>(List.of("PAUSE", queue));
        pause.addAll(Arrays.asList(words.strip().split("\\s+")));
        return client.call(pause.toArray(String[]::new)).text();
    }

    /** Lines of name:value, besides headings. */
    private static Map<String, String> figures(String info) {
        Map<String, String> figures = new LinkedHashMap<>();
        info.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                figures.put(line.substring(0, colon), line.substring(colon + 1));
            }
        });
        return figures;
    }

    private static void page(Message message, DisqueScan<?> page) {
        message.setHeader(DisqueConstants.CURSOR, page.cursor());
        answer(message).give("OK", page.items());
    }

    private static void jobs(Message message, List<DisqueJob> jobs) {
        message.setHeader(
                DisqueConstants.JOB_ID, jobs.stream().map(DisqueJob::id).toList());
        answer(message)
                .give("OK", jobs.stream().map(DisqueJob::body).map(Body::bytes).toList());
    }

    private static JobAnswer answer(Message message) {
        return new JobAnswer(message, DisqueConstants.RESULT);
    }
}
