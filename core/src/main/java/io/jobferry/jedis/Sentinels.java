package io.jobferry.jedis;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import java.util.List;
import java.util.stream.Collectors;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.SentinelKeyword;

/** A primary whose address sentinels tell: those of the moment, so that a failover is found with the next connection. */
public final class Sentinels implements Whereabouts {
    private final List<RespServer> sentinels;
    private final String master;
    private volatile int first; // who answered last

    /**
     * The primary of this name.
     *
     * @param sentinels in the order in which they are asked, beginning with who answered last; and how the primary is talked to, too. They get its password
     *     only where they ask for one
     */
    public Sentinels(List<RespServer> sentinels, String master) {
        this.sentinels = List.copyOf(sentinels);
        this.master = master;
    }

    @Override
    public String name() {
        return sentinels.get(0).scheme()
                + "-sentinel://"
                + sentinels.stream().map(RespServer::address).collect(Collectors.joining(","))
                + "?sentinelMasterId="
                + master;
    }

    @Override
    public List<RespServer> candidates() {
        QueueException why =
                new QueueException(Kind.UNREACHABLE, "no sentinel knows a primary of this name: " + name());
        for (int i = 0; i < sentinels.size(); i++) {
            int place = (first + i) % sentinels.size();
            RespServer sentinel = sentinels.get(place);
            try {
                List<Reply> address = ask(sentinel).list();
                if (!address.isEmpty()) {
                    first = place;
                    return List.of(sentinel.at(
                            address.get(0).text(),
                            Integer.parseInt(address.get(1).text())));
                }
            } catch (QueueException e) {
                why.addSuppressed(e);
            }
        }
        throw why;
    }

    @Override
    public boolean showsPassword() {
        return sentinels.stream().anyMatch(RespServer::showsPassword);
    }

    private Reply ask(RespServer sentinel) {
        Reply reply = call(sentinel.withLogin(null, null));
        boolean asksForPassword =
                reply.error() instanceof RespError no && no.code().equals("NOAUTH");
        return asksForPassword && sentinel.password() != null ? call(sentinel) : reply;
    }

    private Reply call(RespServer sentinel) {
        try (RespConnection connection = RespConnection.open(sentinel.withDatabase(0))) {
            return connection
                    .call(List.of(new CommandArguments(Command.SENTINEL)
                            .add(SentinelKeyword.GET_MASTER_ADDR_BY_NAME)
                            .add(master)))
                    .get(0);
        }
    }
}
