package io.jobferry.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One that takes part in a suite.
 *
 * @param name as it stands in the tables
 * @param role what it is to the others
 * @param work the class that does it; it has a constructor that takes a {@link Setup}
 * @param connections how many it may use, each with a thread of its own
 * @param batch how many jobs a call puts or takes
 * @param uri see {@link Setup}
 * @param library which class path it runs on
 * @param connector what runs in a Connect worker; empty for what runs in a JVM of its own
 */
record Contender(
        String name,
        Role role,
        String work,
        int connections,
        int batch,
        String uri,
        ClassPath library,
        Optional<Connector> connector) {
    enum Role {
        /** The ceiling. It runs twice, so that a table shows what the machine does to two runs of the same. */
        RAW,
        RAW_AGAIN,
        OURS,
        PEER
    }

    /** Libraries that do not go together. */
    enum ClassPath {
        OWN,
        CAMEL_3
    }

    static Contender of(Role role, String name, Class<? extends Work> work, int connections, int batch) {
        return new Contender(name, role, work.getName(), connections, batch, "", ClassPath.OWN, Optional.empty());
    }

    /** The ceiling, twice. */
    static List<Contender> raw(Class<? extends Work> work, int connections, int batch) {
        return List.of(
                of(Role.RAW, "raw socket", work, connections, batch),
                of(Role.RAW_AGAIN, "raw socket again", work, connections, batch));
    }

    /** These, and those that run beside them. */
    static List<Contender> lineUp(List<Contender> raw, Contender... others) {
        return Stream.concat(raw.stream(), Stream.of(others)).toList();
    }

    /** The same, told what the URI says of jobs. */
    Contender with(String newUri) {
        return new Contender(name, role, work, connections, batch, newUri, library, connector);
    }

    static Contender ours(String name, Class<? extends Work> work, int connections, int batch, String uri) {
        return new Contender(name, Role.OURS, work.getName(), connections, batch, uri, ClassPath.OWN, Optional.empty());
    }

    static Contender peer(String name, Class<? extends Work> work, int connections, int batch) {
        return of(Role.PEER, name, work, connections, batch);
    }

    /** The former component, on its own Camel. */
    static Contender camel3(Class<? extends Work> work) {
        String uri = "beanstalk:%s/QUEUE?jobPriority=1000";
        return new Contender(
                "camel-beanstalk 3.16", Role.PEER, work.getName(), 1, 1, uri, ClassPath.CAMEL_3, Optional.empty());
    }

    static Contender connector(Role role, String name, Connector connector) {
        return new Contender(name, role, "", 1, 1, "", ClassPath.OWN, Optional.of(connector));
    }

    /** Whether it takes jobs from a queue, where it takes any: a source from memory has none. */
    boolean hasQueue() {
        return connector.map(each -> each.queues().isPresent()).orElse(true);
    }

    /** What its JVM is told, beside the server's port. */
    Map<String, String> properties() {
        return Map.of(
                "bench.work",
                work,
                "bench.connections",
                Integer.toString(connections),
                "bench.batch",
                Integer.toString(batch),
                "bench.uri",
                uri);
    }
}
