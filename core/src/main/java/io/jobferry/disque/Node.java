package io.jobferry.disque;

import io.jobferry.jedis.RespServer;
import java.util.concurrent.TimeUnit;

/** A node that we may connect to, and what is known of it. Any thread. */
final class Node {
    static final int GOOD = 1;
    static final int LEAVING = 100;

    /** A node that failed is the last to be tried for as long. */
    private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** After how long a node is asked again what it knows of the others. */
    private static final long OLD_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final RespServer server;
    private volatile String id = "";
    private volatile int priority = GOOD;
    private volatile long restsUntilNanos = System.nanoTime();
    private volatile long askAtNanos = System.nanoTime();

    Node(RespServer server) {
        this.server = server;
    }

    RespServer server() {
        return server;
    }

    /** Empty until somebody told it. */
    String id() {
        return id;
    }

    /** As HELLO says it: the lower the better. */
    int priority() {
        return priority;
    }

    /** Whether it failed lately. */
    boolean rests() {
        return restsUntilNanos - System.nanoTime() > 0;
    }

    /** Whether it is time to ask it for its HELLO. */
    boolean isToBeAsked() {
        return askAtNanos - System.nanoTime() <= 0;
    }

    void is(String knownId, int knownPriority) {
        id = knownId;
        priority = knownPriority;
    }

    void asked() {
        askAtNanos = System.nanoTime() + OLD_NANOS;
    }

    void leaves() {
        priority = LEAVING;
    }

    void answered() {
        restsUntilNanos = System.nanoTime();
    }

    void failed() {
        restsUntilNanos = System.nanoTime() + REST_NANOS;
        askAtNanos = System.nanoTime();
    }

    @Override
    public String toString() {
        return server.name();
    }
}
