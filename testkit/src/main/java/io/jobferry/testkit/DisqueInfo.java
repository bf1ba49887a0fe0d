package io.jobferry.testkit;

import java.util.Locale;

/** The text that INFO answers, as far as an embedded node can know it. */
final class DisqueInfo {
    private final StringBuilder text = new StringBuilder();
    private final String wanted;

    private DisqueInfo(String wanted) {
        this.wanted = wanted;
    }

    /** One section of a node's; all of them for {@code default} and {@code all}; nothing for one that there is not. */
    static String of(String section, DisqueNode node, DisqueCluster cluster) {
        long jobs = cluster.jobs.all().stream()
                .filter(job -> job.knownTo.contains(node))
                .count();
        return new DisqueInfo(section.toLowerCase(Locale.ROOT))
                .with(
                        "Server",
                        "disque_version:1.0-rc1",
                        "tcp_port:" + node.port,
                        "uptime_in_seconds:" + cluster.clock.secondsSinceStart())
                .with("Clients", "connected_clients:" + node.connections, "blocked_clients:" + cluster.waiting(node))
                .with("Jobs", "registered_jobs:" + jobs)
                .with("Queues", "registered_queues:" + node.queues.size())
                .with(
                        "Stats",
                        "total_connections_received:" + node.connectionsEver,
                        "total_commands_processed:" + node.commandsEver)
                .text
                .toString();
    }

    private DisqueInfo with(String section, String... lines) {
        if (wanted.equals("default") || wanted.equals("all") || wanted.equalsIgnoreCase(section)) {
            text.append(text.isEmpty() ? "" : "\r\n");
            text.append("# ").append(section).append("\r\n");
            for (String line : lines) {
                text.append(line).append("\r\n");
            }
        }
        return this;
    }
}
