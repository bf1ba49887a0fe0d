package io.jobferry.camel;

import io.jobferry.Backend;
import io.jobferry.JobSource;
import io.jobferry.consume.Delivery;
import io.jobferry.consume.HeldJobs;
import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.support.PollingConsumerSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes one job a call, and none ahead. The job is acknowledged when its exchange is done: with {@code pollEnrich} when
 * the exchange that it was merged into is, with a {@code ConsumerTemplate} at {@code doneUoW}. Until then its lease is
 * extended.
 *
 * <p>A server that cannot be reached is an exception of the call. Any thread; one at a time is served.
 */
final class QueuePollingConsumer extends PollingConsumerSupport {
    /** How long to wait at one of several servers before the next is asked. */
    private static final Duration TURN = Duration.ofMillis(500);

    private final QueueEndpoint endpoint;
    private final JobExchange exchanges;
    private final ReentrantLock polling = new ReentrantLock();
    private volatile List<HeldJobs> servers = List.of();
    private int next; // guarded by polling

    QueuePollingConsumer(QueueEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.exchanges = new JobExchange(endpoint);
    }

    @Override
    public @Nullable Exchange receive() {
        Exchange exchange = null;
        while (exchange == null && isRunAllowed() && !Thread.currentThread().isInterrupted()) {
            exchange = receive(JobSource.MAX_WAIT.toMillis());
        }
        return exchange;
    }

    @Override
    public @Nullable Exchange receiveNoWait() {
        return receive(0);
    }

    @Override
    public @Nullable Exchange receive(long timeoutMillis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        try {
            if (!polling.tryLock(timeoutMillis, TimeUnit.MILLISECONDS)) {
                return null;
            }
            try {
                return poll(deadline);
            } finally {
                polling.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    protected void doStart() {
        List<HeldJobs> opened = new ArrayList<>();
        for (Backend backend : endpoint.backends()) {
            opened.add(new HeldJobs(
                    endpoint.getQueueNames() + "@" + backend.name(),
                    backend.source(endpoint.queues()),
                    endpoint.getConfiguration().consumerOptions(),
                    QueueListener.NONE,
                    work -> endpoint.getCamelContext()
                            .getExecutorServiceManager()
                            .newThread(endpoint.getEndpointBaseUri(), work)));
        }
        servers = List.copyOf(opened);
    }

    @Override
    protected void doStop() {
        List<HeldJobs> closing = servers;
        servers = List.of();
        closing.forEach(HeldJobs::close);
    }

    private @Nullable Exchange poll(long deadlineNanos) throws InterruptedException {
        List<HeldJobs> asked = servers;
        Exchange exchange = null;
        for (int i = 0; exchange == null && i < asked.size(); i++) {
            exchange = poll(turn(asked), Duration.ZERO);
        }
        long left = deadlineNanos - System.nanoTime();
        while (exchange == null && left > 0 && isRunAllowed()) {
            exchange = poll(turn(asked), wait(asked, Duration.ofNanos(left)));
            left = deadlineNanos - System.nanoTime();
        }
        return exchange;
    }

    private HeldJobs turn(List<HeldJobs> asked) {
        next = (next + 1) % asked.size();
        return asked.get(next);
    }

    private static Duration wait(List<HeldJobs> asked, Duration left) {
        Duration longest = asked.size() == 1 ? JobSource.MAX_WAIT : TURN;
        return left.compareTo(longest) < 0 ? left : longest;
    }

    private @Nullable Exchange poll(HeldJobs server, Duration wait) throws InterruptedException {
        if (!server.awaitRoom(wait)) {
            return null;
        }
        List<Delivery> taken = server.reserve(1, wait);
        if (taken.isEmpty()) {
            return null;
        }
        Exchange exchange = endpoint.createExchange();
        exchanges.fill(exchange, taken.get(0));
        return exchange;
    }
}
