package io.jobferry.itests.crash;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;

@NeedsServer(ServerKind.BEANSTALKD)
class CrashOnBeanstalkdTest extends CrashContract {
    CrashOnBeanstalkdTest() {
        super(ServerKind.BEANSTALKD);
    }
}
