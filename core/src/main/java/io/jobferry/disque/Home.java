package io.jobferry.disque;

import io.jobferry.QueueException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node that a source takes its jobs from: the backend's home, until another node turns out to make most of the jobs.
 * A node's jobs come to consumers elsewhere, too, but by detours. One thread: the reserving one.
 */
final class Home {
    private static final Logger LOG = LoggerFactory.getLogger(Home.class);

    private final Nodes nodes;
    private final Lines lines;
    private final int cycle;
    private final Map<String, Integer> makers = new HashMap<>();
    private int seen;
    private @Nullable Node moved;

    Home(Nodes nodes, Lines lines, int cycle) {
        this.nodes = nodes;
        this.lines = lines;
        this.cycle = cycle;
    }

    /** All nodes, the one to take from first. */
    List<Node> order() {
        if (moved != null && !nodes.isGood(moved)) {
            moved = null;
        }
        return nodes.from(moved == null ? nodes.home() : moved);
    }

    /** These came from this node. At the end of a cycle it may be time to move. */
    void took(Node node, List<DisqueJob> jobs) {
        for (DisqueJob job : jobs) {
            makers.merge(DisqueJob.maker(job.id()), 1, Integer::sum);
        }
        seen += jobs.size();
        if (seen >= cycle) {
            makers.forEach((maker, made) -> {
                if (made > seen / 2 && !node.id().startsWith(maker)) {
                    moveTo(maker, made);
                }
            });
            makers.clear();
            seen = 0;
        }
    }

    /** It has jobs while the node of before had none for a while. */
    void moveTo(Node node) {
        moved = node;
    }

    private void moveTo(String maker, int made) {
        Optional<Node> there = nodes.maker(maker);
        if (there.isEmpty()) {
            nodes.strangers().forEach(this::meet);
            there = nodes.maker(maker);
        }
        there.filter(nodes::isGood).ifPresent(node -> {
            moved = node;
            LOG.info("a source goes to {}, which made {} of its last {} jobs", node, made, seen);
        });
    }

    private void meet(Node stranger) {
        try {
            lines.greet(stranger);
        } catch (QueueException e) {
            LOG.debug("{} does not say who it is", stranger, e);
        }
    }
}
