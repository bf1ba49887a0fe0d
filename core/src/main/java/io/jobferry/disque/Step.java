package io.jobferry.disque;

import io.jobferry.QueueException;
import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import java.util.function.Function;
import redis.clients.jedis.CommandArguments;

/** Where one settlement has got to. */
sealed interface Step {
    /** The step that the answer leads to. */
    Step answered(Reply reply);

    /** A step for a command, and what its answer leads to; a broken or senseless answer ends it. */
    static Step send(CommandArguments command, Function<Reply, Step> then) {
        return new Send(command, then);
    }

    static Step end(Settled answer) {
        return new End(answer);
    }

    /** It is over. */
    record End(Settled answer) implements Step {
        @Override
        public Step answered(Reply reply) {
            throw new IllegalStateException("it has ended already");
        }
    }

    /** A command of its own. */
    record Send(CommandArguments command, Function<Reply, Step> then) implements Step {
        @Override
        public Step answered(Reply reply) {
            try {
                return then.apply(reply);
            } catch (QueueException e) {
                return end(Answers.toError(e));
            }
        }
    }

    /** To be acknowledged, along with others in one command. */
    record Acknowledge(AckMode mode, String id) implements Step {
        @Override
        public Step answered(Reply reply) {
            return end(Answers.toAck(reply));
        }
    }
}
