package io.jobferry.jedis;

import java.util.List;
import java.util.Optional;

/** How the server of a line is found, anew for each connection: a {@link RespServer} is where it is. Any thread. */
public sealed interface Whereabouts permits RespServer, Sentinels, ClusterNodes {
    /** The name for logs and errors. */
    String name();

    /**
     * The servers to connect to, the next one where the one before cannot be reached; at least one.
     *
     * @throws io.jobferry.QueueException of kind UNREACHABLE if nobody can be asked
     */
    List<RespServer> candidates();

    /** Whether a password goes over a network for everybody between to read. */
    boolean showsPassword();

    /** Whether each queue may be somewhere else: then a line serves one only. */
    default boolean dependOnQueue() {
        return false;
    }

    /** Where a server that was asked says that a command belongs; empty if it says nothing of the kind. */
    default Optional<Redirection> redirection(Reply reply, RespServer asked) {
        return Optional.empty();
    }
}
