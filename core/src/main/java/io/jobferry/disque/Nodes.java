package io.jobferry.disque;

import io.jobferry.QueueException;
import io.jobferry.jedis.Reply;
import io.jobferry.jedis.RespServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nodes of a cluster that we may connect to: the configured ones, and those that these announce where the options
 * allow it. Everything that a backend opens begins at one of them, its home, chosen at random so that many backends
 * spread over all nodes. Any thread.
 */
final class Nodes {
    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
    private static final int DEFAULT_PORT = 7711;
    private static final String PLAIN = "disque";
    private static final String SECURED = "disques";

    private final List<Node> all;
    private final String name;
    private final boolean useAnnounced;
    private final Random random;
    private volatile Node home;

    /** @throws IllegalArgumentException if the servers are not what the options' javadoc says */
    Nodes(DisqueOptions options, Random random) {
        List<RespServer> servers = servers(options);
        this.all = new CopyOnWriteArrayList<>(servers.stream().map(Node::new).toList());
        String scheme = servers.get(0).scheme() + "://";
        this.name = scheme
                + servers.stream()
                        .map(server -> server.name().substring(scheme.length()))
                        .collect(Collectors.joining(","));
        this.useAnnounced = options.useAnnounced();
        this.home = all.get(random.nextInt(all.size()));
        this.random = random;
        warnOfPassword(servers);
    }

    private static List<RespServer> servers(DisqueOptions options) {
        String text = options.servers();
        if (text.indexOf('@') >= 0) {
            throw new IllegalArgumentException("servers have user info: give the password as an option instead");
        }
        int colon = text.indexOf("://");
        String scheme = colon < 0 ? PLAIN : text.substring(0, colon);
        if (!scheme.equals(PLAIN) && !scheme.equals(SECURED)) {
            throw new IllegalArgumentException(
                    "servers are not host:port,… or " + PLAIN + "://… or " + SECURED + "://…: \"" + text + "\"");
        }
        boolean secured = scheme.equals(SECURED) || options.tls() != null;
        String list = colon < 0 ? text : text.substring(colon + 3);
        return Arrays.stream(list.split(",", -1))
                .map(address -> RespServer.parse(
                        secured ? SECURED : PLAIN,
                        address.strip(),
                        DEFAULT_PORT,
                        options.connectTimeout(),
                        options.commandTimeout()))
                .map(server -> secured ? server.withTls(options.tls()) : server)
                .map(server -> server.withPassword(options.password()))
                .distinct()
                .toList();
    }

    private static void warnOfPassword(List<RespServer> servers) {
        for (RespServer server : servers) {
            if (server.showsPassword()) {
                LOG.warn("the password goes to {} without TLS, for everybody between to read", server.name());
                return;
            }
        }
    }

    /** The configured nodes, for logs and errors. */
    String name() {
        return name;
    }

    List<Node> all() {
        return List.copyOf(all);
    }

    /** Where to begin: the same node for as long as there is no better one. */
    Node home() {
        Node now = home;
        if (!isGood(now)) {
            now = from(null).get(0);
            home = now;
        }
        return now;
    }

    /** Whether no other node would be better. */
    boolean isGood(Node node) {
        return !node.rests()
                && all.stream().filter(other -> !other.rests()).allMatch(other -> other.priority() >= node.priority());
    }

    /** All: this one, then by priority, equal ones at random; those that failed lately last. */
    List<Node> from(@Nullable Node first) {
        List<Node> order = new ArrayList<>(all);
        Collections.shuffle(order, random);
        order.sort(Comparator.comparing(Node::rests)
                .thenComparing(node -> node != first)
                .thenComparing(Node::priority));
        return order;
    }

    /** The node whose id begins with these eight digits. */
    Optional<Node> maker(String prefix) {
        return all.stream().filter(node -> node.id().startsWith(prefix)).findFirst();
    }

    /** Nodes of which nobody has told the id yet. */
    List<Node> strangers() {
        return all.stream().filter(node -> node.id().isEmpty()).toList();
    }

    /** What a node answered to HELLO. One that knows no HELLO (Disque as a module) is alone. */
    void told(Node teller, Reply hello) {
        teller.asked();
        DisqueTopology topology;
        try {
            topology = DisqueTopology.of(hello);
        } catch (QueueException e) {
            LOG.debug("{} tells no topology", teller, e);
            return;
        }
        for (DisqueNode announced : topology.nodes()) {
            Node known = announced.id().equals(topology.id()) ? teller : known(announced);
            if (known != null) {
                known.is(announced.id(), announced.priority());
            } else if (useAnnounced && !announced.host().isEmpty()) {
                add(announced, teller);
            }
        }
    }

    private @Nullable Node known(DisqueNode announced) {
        Optional<Node> byId =
                all.stream().filter(node -> node.id().equals(announced.id())).findFirst();
        return byId.or(() -> all.stream()
                        .filter(node -> node.server().host().equals(announced.host())
                                && node.server().port() == announced.port())
                        .findFirst())
                .orElse(null);
    }

    private void add(DisqueNode announced, Node teller) {
        Node added = new Node(teller.server().at(announced.host(), announced.port()));
        added.is(announced.id(), announced.priority());
        all.add(added);
        LOG.info("{} announces {}", teller, added);
    }
}
