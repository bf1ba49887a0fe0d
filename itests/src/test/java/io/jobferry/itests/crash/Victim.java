package io.jobferry.itests.crash;

import static org.awaitility.Awaitility.await;

import io.jobferry.itests.TestServer;
import io.jobferry.kafka.LocalBroker;
import io.jobferry.kafka.LocalWorker;
import java.time.Duration;

/**
 * A process that a script may kill.
 *
 * @param kill SIGKILL
 * @param restart starts it again, and returns once it answers
 * @param pause SIGSTOP
 * @param resume SIGCONT
 */
record Victim(String name, Runnable kill, Restart restart, Runnable pause, Runnable resume) {
    private static final Duration DOWN = Duration.ofSeconds(2);

    interface Restart {
        void run() throws InterruptedException;
    }

    /**
     * A queue server, which stays down for two seconds: a beanstalkd tells ages in whole seconds, so that of a job that was
     * put in the second of its start nobody can tell whether it is the one from before (docs/connect-guide.md, exactly
     * once, says so).
     */
    static Victim of(TestServer server) {
        return new Victim(
                server.kind().binary(),
                server::kill,
                () -> {
                    await().pollDelay(DOWN).atMost(DOWN.multipliedBy(10)).until(() -> true);
                    server.restart();
                },
                server::pause,
                server::resume);
    }

    static Victim of(LocalBroker broker) {
        return new Victim("broker", broker::kill, broker::restart, broker::pause, broker::resume);
    }

    static Victim of(LocalWorker worker) {
        return new Victim("worker", worker::kill, worker::restart, worker::pause, worker::resume);
    }

    @Override
    public String toString() {
        return name;
    }
}
