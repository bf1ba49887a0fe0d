package io.jobferry.camel;

import io.jobferry.Job;
import io.jobferry.consume.Delivery;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Fills exchanges with jobs, and ties their ends together. */
final class JobExchange {
    private final QueueEndpoint endpoint;
    private final AckMode ackMode;
    private final List<String> servers;

    JobExchange(QueueEndpoint endpoint) {
        this.endpoint = endpoint;
        this.ackMode = endpoint.getConfiguration().getAckMode();
        this.servers = endpoint.serverNames();
    }

    /** One job: its body, and its headers as they are. */
    void fill(Exchange exchange, Delivery delivery) {
        Message message = exchange.getMessage();
        Job job = delivery.job();
        message.setBody(job.body().bytes());
        endpoint.headers().of(job).forEach(message::setHeader);
        JobAcknowledgement acknowledgement = new DeliveryAcknowledgement(delivery);
        if (ackMode == AckMode.manual) {
            message.setHeader(endpoint.headers().acknowledgement(), acknowledgement);
        }
        tie(exchange, List.of(delivery), List.of(acknowledgement));
    }

    /** A batch: the list of the bodies, and each header as a list. */
    void fill(Exchange exchange, List<Delivery> deliveries) {
        Message message = exchange.getMessage();
        List<Job> jobs = deliveries.stream().map(Delivery::job).toList();
        message.setBody(jobs.stream().map(job -> job.body().bytes()).toList());
        endpoint.headers().of(jobs).forEach(message::setHeader);
        List<JobAcknowledgement> acknowledgements = deliveries.stream()
                .<JobAcknowledgement>map(DeliveryAcknowledgement::new)
                .toList();
        if (ackMode == AckMode.manual) {
            message.setHeader(endpoint.headers().acknowledgement(), acknowledgements);
        }
        tie(exchange, deliveries, acknowledgements);
    }

    private void tie(Exchange exchange, List<Delivery> deliveries, List<JobAcknowledgement> acknowledgements) {
        if (ackMode == AckMode.none) {
            deliveries.forEach(Delivery::done);
            return;
        }
        new HeldByExchange(servers, acknowledgements).putInto(exchange);
        exchange.getExchangeExtension().addOnCompletion(new JobCompletion(deliveries, ackMode));
    }
}
