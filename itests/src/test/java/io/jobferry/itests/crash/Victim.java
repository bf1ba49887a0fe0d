package io.jobferry.itests.crash;

import io.jobferry.itests.TestServer;
import io.jobferry.kafka.LocalBroker;
import io.jobferry.kafka.LocalWorker;

/**
 * A process that a script may kill.
 *
 * @param kill SIGKILL
 * @param restart starts it again, and returns once it answers
 * @param pause SIGSTOP
 * @param resume SIGCONT
 */
record Victim(String name, Runnable kill, Restart restart, Runnable pause, Runnable resume) {
    interface Restart {
        void run() throws InterruptedException;
    }

    static Victim of(TestServer server) {
        return new Victim(server.kind().binary(), server::kill, server::restart, server::pause, server::resume);
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
