package io.jobferry.beanstalk;

import io.jobferry.QueueException;
import io.jobferry.net.Address;
import io.jobferry.net.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Makes connections to one server. Any thread. */
final class Dialer {
    static final Address.Schemes SCHEMES = new Address.Schemes("beanstalk", 11300, "beanstalks", 11400);

    private final Address address;
    private final BeanstalkOptions options;

    Dialer(BeanstalkOptions options) {
        this.address = Address.parse(options.server(), SCHEMES);
        this.options = options;
        checkPositive(options.connectTimeout(), "connectTimeout");
        checkPositive(options.commandTimeout(), "commandTimeout");
    }

    private static void checkPositive(Duration timeout, String name) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException(name + " is not above zero: " + timeout);
        }
    }

    /** The server as a URI. */
    String name() {
        if (address instanceof Address.Unix) {
            return "unix://" + address.place();
        }
        return (address instanceof Address.Tls ? "beanstalks://" : "beanstalk://") + address.place();
    }

    BeanstalkConnection dial() {
        return dial(List.of());
    }

    /**
     * A connection on which these commands were done.
     *
     * @throws QueueException of kind UNREACHABLE if none can be made; PROTOCOL if what answers is no beanstalkd
     */
    BeanstalkConnection dial(List<Command> prologue) {
        try {
            Connection connection = Connection.open(address, options.connectTimeout(), options.tls());
            return new BeanstalkConnection(connection, address.place(), options.commandTimeout(), prologue);
        } catch (IOException e) {
            throw new QueueException(
                    QueueException.Kind.UNREACHABLE,
                    "no connection: " + BeanstalkConnection.reason(e) + " (" + address.place() + ")",
                    e);
        } catch (QueueException e) {
            if (e.kind() == QueueException.Kind.PROTOCOL) {
                throw e;
            }
            throw new QueueException(QueueException.Kind.UNREACHABLE, "no connection: " + e.getMessage(), e);
        }
    }
}
