package io.jobferry.disque;

import io.jobferry.QueueException;
import io.jobferry.QueueException.Kind;
import io.jobferry.jedis.Reply;
import java.util.List;

/**
 * What HELLO answers.
 *
 * @param version of the answer's form: 1
 * @param id the asked node's
 * @param nodes all that it knows, itself among them
 */
public record DisqueTopology(long version, String id, List<DisqueNode> nodes) {
    public DisqueTopology {
        nodes = List.copyOf(nodes);
    }

    /** @throws QueueException if it is none: the module's server answers with something else */
    static DisqueTopology of(Reply hello) {
        try {
            return new DisqueTopology(
                    hello.at(0).integer(),
                    hello.at(1).text(),
                    hello.list().stream().skip(2).map(DisqueNode::of).toList());
        } catch (NumberFormatException e) {
            throw new QueueException(Kind.PROTOCOL, "reply is no topology (HELLO)", e);
        }
    }
}
