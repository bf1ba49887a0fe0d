package io.jobferry.camel.disque;

import io.jobferry.PutOptions;
import io.jobferry.camel.EmbeddedServer;
import io.jobferry.camel.IdempotentContract;
import io.jobferry.camel.QueueServer;
import io.jobferry.disque.DisquePut;
import java.time.Duration;

class DisqueIdempotentTest extends IdempotentContract {
    @Override
    protected String scheme() {
        return "disque";
    }

    @Override
    protected QueueServer server() {
        return EmbeddedServer.disque();
    }

    @Override
    protected String jobKey() {
        return DisqueConstants.JOB_KEY;
    }

    @Override
    protected String acknowledgement() {
        return DisqueConstants.ACKNOWLEDGEMENT;
    }

    @Override
    protected PutOptions shortLease() {
        return DisquePut.DEFAULT.withRetry(Duration.ofSeconds(2));
    }
}
