package io.jobferry.itests.crash;

import io.jobferry.itests.NeedsServer;
import io.jobferry.itests.ServerKind;

@NeedsServer(ServerKind.DISQUE)
class CrashOnDisqueTest extends CrashContract {
    CrashOnDisqueTest() {
        super(ServerKind.DISQUE);
    }
}
