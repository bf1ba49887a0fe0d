package io.jobferry.testkit;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A GETJOB that waits. Owned by the loop's thread. */
final class DisqueWait {
    final DisqueGet get;
    final DisqueNode node;
    final ServerConnection connection;
    /** When it ends by itself. */
    Waits.@Nullable Wake wake;
    /** What it is to be answered; null while it waits. */
    @Nullable
    Consumer<DisqueReplies> answer;

    DisqueWait(DisqueGet get, DisqueNode node, ServerConnection connection) {
        this.get = get;
        this.node = node;
        this.connection = connection;
    }

    /** Each once. */
    Set<String> queues() {
        return new LinkedHashSet<>(get.queues());
    }
}
