package io.jobferry.camel;

import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps which servers a consumer cannot reach now. Any thread. */
final class ServerOutages implements QueueListener {
    private final Map<String, Throwable> down = new ConcurrentHashMap<>();

    /** Each server that cannot be reached, and why. */
    Map<String, Throwable> down() {
        return new TreeMap<>(down);
    }

    @Override
    public void onOutage(String server, Throwable error) {
        down.put(server, error);
    }

    @Override
    public void onRecovered(String server, Duration outage) {
        down.remove(server);
    }
}
