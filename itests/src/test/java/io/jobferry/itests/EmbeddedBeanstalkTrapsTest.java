package io.jobferry.itests;

import io.jobferry.testkit.EmbeddedBeanstalkd;
import org.junit.jupiter.api.AfterAll;

class EmbeddedBeanstalkTrapsTest extends BeanstalkTraps {
    private static final EmbeddedBeanstalkd SERVER = EmbeddedBeanstalkd.start();

    EmbeddedBeanstalkTrapsTest() {
        super(SERVER.uri());
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }
}
