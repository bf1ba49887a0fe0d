package io.jobferry.beanstalk;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueException;
import java.util.List;

/**
 * One beanstalkd. Its sinks and admins share up to four connections; a source has up to four of its own.
 *
 * <pre>{@code
 * try (Backend backend = new BeanstalkBackend(BeanstalkOptions.of("localhost:11300"));
 *         JobSink mail = backend.sink("mail")) {
 *     mail.put(new NewJob(Body.utf8("hello"), BeanstalkPut.DEFAULT.withPriority(10)));
 * }
 * }</pre>
 */
public final class BeanstalkBackend implements Backend {
    private final BeanstalkOptions options;
    private final Dialer dialer;
    private final ConnectionPool pool;

    private final Opened opened = new Opened();

    /**
     * A backend that has not connected yet.
     *
     * @throws IllegalArgumentException if the server's address is malformed
     */
    public BeanstalkBackend(BeanstalkOptions options) {
        this.options = options;
        this.dialer = new Dialer(options);
        this.pool = new ConnectionPool(dialer);
    }

    @Override
    public String name() {
        return dialer.name();
    }

    @Override
    public JobSource source(List<String> queues) {
        BeanstalkSource source = new BeanstalkSource(dialer, queues, options, opened);
        return opened.add(source, source::close);
    }

    @Override
    public JobSink sink(String queue) {
        return new BeanstalkSink(queue, options.put(), pool);
    }

    @Override
    public QueueAdmin admin(String queue) {
        return new BeanstalkAdmin(queue, pool);
    }

    /**
     * A client on a new connection of its own, for commands that only beanstalkd has.
     *
     * @throws QueueException if no connection can be made
     */
    public BeanstalkClient client() {
        BeanstalkClient client = new BeanstalkClient(dialer.dial(), opened);
        return opened.add(client, client::close);
    }

    @Override
    public void close() {
        pool.close();
        opened.closeAll();
    }
}
