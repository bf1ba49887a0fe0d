package io.jobferry.disque;

import io.jobferry.Body;
import io.jobferry.jedis.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What SHOW and JSCAN tell of a job: what the asked node knows of it.
 *
 * @param id 40 characters
 * @param queue null for a job of which the node knows only that it was acknowledged
 * @param state where it is in its life on this node
 * @param repl on how many nodes it should be
 * @param ttl what is left of its life
 * @param ctime when it was made: nanoseconds since 1970, whole milliseconds and a number that makes it unique
 * @param delay with which it was put
 * @param retry after how long it is delivered again; zero for never
 * @param nacks how often it was sent back by NACK
 * @param additionalDeliveries how often it was queued again for any other reason
 * @param nodesDelivered the ids of the nodes that may have a copy
 * @param nodesConfirmed the ids of those that said so, or that they know of the acknowledgement
 * @param nextRequeueWithin when it is queued again; null for never
 * @param nextAwakeWithin when the node looks at it again; null for never
 * @param body null as {@code queue}
 */
public record DisqueJobInfo(
        String id,
        @Nullable String queue,
        State state,
        long repl,
        Duration ttl,
        long ctime,
        Duration delay,
        Duration retry,
        long nacks,
        long additionalDeliveries,
        List<String> nodesDelivered,
        List<String> nodesConfirmed,
        @Nullable Duration nextRequeueWithin,
        @Nullable Duration nextAwakeWithin,
        @Nullable Body body) {
    /** The states of a job on one node. */
    public enum State {
        /** Not yet on as many nodes as its put asked for. */
        WAIT_REPL,
        /** Delivered, delayed, or a copy of a job that another node has in its queue. */
        ACTIVE,
        /** In this node's queue. */
        QUEUED,
        /** Done: kept until every node knows. */
        ACKED;

        /** The server's name for it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static State of(String word) {
            return Fields.oneOf(values(), State::word, word);
        }
    }

    public DisqueJobInfo {
        nodesDelivered = List.copyOf(nodesDelivered);
        nodesConfirmed = List.copyOf(nodesConfirmed);
    }

    static DisqueJobInfo of(Reply reply) {
        Fields fields = new Fields(reply);
        byte[] queue = fields.bytes("queue");
        byte[] body = fields.bytes("body");
        return new DisqueJobInfo(
                fields.text("id"),
                queue == null ? null : Body.of(queue).utf8(),
                State.of(fields.text("state")),
                fields.number("repl"),
                fields.seconds("ttl"),
                fields.number("ctime"),
                fields.seconds("delay"),
                fields.seconds("retry"),
                fields.number("nacks"),
                fields.number("additional-deliveries"),
                fields.texts("nodes-delivered"),
                fields.texts("nodes-confirmed"),
                fields.millis("next-requeue-within"),
                fields.millis("next-awake-within"),
                body == null ? null : Body.of(body));
    }

    /** Whether it has never been queued at this time, in milliseconds since 1970 of the server's clock. */
    boolean isDelayedAt(long millis) {
        return state == State.ACTIVE && ctime / 1_000_000 + delay.toMillis() > millis;
    }
}
