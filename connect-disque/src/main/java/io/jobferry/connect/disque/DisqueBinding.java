package io.jobferry.connect.disque;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.connect.DoneJobs;
import io.jobferry.connect.QueueBinding;
import io.jobferry.connect.ServerConfig;
import io.jobferry.connect.Settings;
import io.jobferry.disque.DisqueBackend;
import io.jobferry.disque.DisqueOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;

/** Disque. Its nodes are one cluster: all of them together are the backend. */
final class DisqueBinding implements QueueBinding {
    private static final String SCHEME_END = "://";

    @Override
    public String name() {
        return "disque";
    }

    /** The driver takes the scheme once, before all nodes; here any address may have it, and all of them the same. */
    @Override
    public List<String> servers(List<String> addresses) {
        String scheme = addresses.stream()
                .filter(address -> address.contains(SCHEME_END))
                .findFirst()
                .map(address -> address.substring(0, address.indexOf(SCHEME_END) + SCHEME_END.length()))
                .orElse("");
        return List.of(scheme
                + addresses.stream()
                        .map(address -> address.startsWith(scheme) ? address.substring(scheme.length()) : address)
                        .collect(Collectors.joining(",")));
    }

    @Override
    public Set<String> tlsSchemes() {
        return Set.of("disques");
    }

    @Override
    public Backend open(String server, ServerConfig config) {
        Settings settings = config.settings();
        DisqueOptions options = DisqueOptions.of(server)
                .withConnectTimeout(config.connectTimeout())
                .withCommandTimeout(config.commandTimeout())
                .withUseAnnounced(settings.flag(DisqueKeys.USE_ANNOUNCED))
                .withAckMode(DisqueKeys.ACK_MODES.constant(settings.text(DisqueKeys.ACK_MODE)))
                .withDeadQueue(DisqueKeys.deadQueue(settings.text(DisqueKeys.DEAD_QUEUE)))
                .withDeadTtl(settings.millis(DisqueKeys.DEAD_TTL))
                .withCycle(Math.toIntExact(settings.number(DisqueKeys.CYCLE)));
        Optional<String> password = settings.secret(DisqueKeys.PASSWORD);
        DisqueOptions known = password.map(options::withPassword).orElse(options);
        return new DisqueBackend(config.tls(server).map(known::withTls).orElse(known));
    }

    @Override
    public ConfigDef serverKeys() {
        return DisqueKeys.ofServers();
    }

    @Override
    public ConfigDef sourceKeys() {
        return DisqueKeys.ofSource();
    }

    @Override
    public Optional<DoneJobs> doneJobs(Backend backend, String queue) {
        return Optional.of(new DisqueDoneJobs((DisqueBackend) backend));
    }

    @Override
    public ConfigDef putKeys() {
        return DisquePutKeys.def();
    }

    @Override
    public PutOptions putOptions(Settings put) {
        return DisquePutKeys.options(put);
    }
}
