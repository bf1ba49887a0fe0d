package io.jobferry.testkit;

/**
 * A beanstalkd for tests. In a static field one server for all tests of the class, in an instance field a fresh one for
 * each test:
 *
 * <pre>{@code
 * @RegisterExtension
 * final EmbeddedBeanstalkdExtension beanstalkd = new EmbeddedBeanstalkdExtension();
 * }</pre>
 */
public final class EmbeddedBeanstalkdExtension extends ServerExtension<EmbeddedBeanstalkd> {
    public EmbeddedBeanstalkdExtension() {
        super("embedded beanstalkd");
    }

    /** The port of the running server. */
    public int port() {
        return server().port();
    }

    /** The address of the running server. */
    public String uri() {
        return server().uri();
    }

    @Override
    EmbeddedBeanstalkd start() {
        return EmbeddedBeanstalkd.start();
    }

    @Override
    void stop(EmbeddedBeanstalkd running) {
        running.close();
    }
}
