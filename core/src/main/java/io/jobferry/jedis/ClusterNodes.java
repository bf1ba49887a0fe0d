package io.jobferry.jedis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/**
 * The nodes of a Redis Cluster that were given or that others named. There is no map of slots: a line serves one slot, and
 * any node tells it the owner.
 */
public final class ClusterNodes implements Whereabouts {
    private final List<RespServer> given;
    private final Set<RespServer> named = new ConcurrentSkipListSet<>(Comparator.comparing(RespServer::name));

    /** At least one node. */
    public ClusterNodes(List<RespServer> given) {
        this.given = List.copyOf(given);
    }

    @Override
    public String name() {
        return given.get(0).scheme()
                + "-cluster://"
                + given.stream().map(RespServer::address).collect(Collectors.joining(","));
    }

    /** Those given, in any order, for who comes new is sent on; then the others, of which some may be gone for good. */
    @Override
    public List<RespServer> candidates() {
        List<RespServer> nodes = shuffled(given);
        nodes.addAll(shuffled(named));
        return nodes;
    }

    private static List<RespServer> shuffled(Collection<RespServer> nodes) {
        List<RespServer> shuffled = new ArrayList<>(nodes);
        Collections.shuffle(shuffled);
        return shuffled;
    }

    @Override
    public boolean showsPassword() {
        return given.stream().anyMatch(RespServer::showsPassword);
    }

    @Override
    public boolean dependOnQueue() {
        return true;
    }

    @Override
    public Optional<Redirection> redirection(Reply reply, RespServer asked) {
        Optional<Redirection> redirection = Optional.ofNullable(Redirection.in(reply, asked));
        redirection.ifPresent(other -> named.add(other.to()));
        return redirection;
    }
}
