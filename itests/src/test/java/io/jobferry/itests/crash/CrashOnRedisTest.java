package io.jobferry.itests.crash;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;

@NeedsServer(ServerKind.REDIS)
class CrashOnRedisTest extends CrashContract {
    CrashOnRedisTest() {
        super(ServerKind.REDIS);
    }
}
