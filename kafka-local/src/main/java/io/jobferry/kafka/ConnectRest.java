package io.jobferry.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;

/**
 * A worker's REST interface. A request that meets a rebalance, or a worker that is only starting, is sent again for half
 * a minute; whatever else is no success is a {@link ConnectRefusal}. Any thread.
 */
public final class ConnectRest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI address;

    ConnectRest(URI address) {
        this.address = address;
    }

    /** {@code http://host:port}. */
    public URI address() {
        return address;
    }

    /** The names of all connectors. */
    public List<String> connectors() {
        return StreamSupport.stream(get("/connectors").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Creates a connector, or gives it another configuration; its tasks start afterwards. */
    public void put(String connector, Map<String, String> config) {
        send("PUT", path(connector) + "/config", config);
    }

    /** As {@link #put}, and returns once this many tasks run. */
    public void start(String connector, Map<String, String> config, int tasks) {
        put(connector, config);
        awaitState(connector, "RUNNING", tasks);
    }

    /** The worker's answer to a configuration, which nobody uses: how many errors, and each key's. */
    public JsonNode validate(Map<String, String> config) {
        String plugin = config.getOrDefault("connector.class", "");
        return send("PUT", "/connector-plugins/" + encoded(plugin) + "/config/validate", config);
    }

    /** The plugins that the worker has found, connectors and all others: {@code class}, {@code type}, {@code version}. */
    public JsonNode plugins() {
        return get("/connector-plugins?connectorsOnly=false");
    }

    /** Its configuration, as it was given. */
    public JsonNode config(String connector) {
        return get(path(connector) + "/config");
    }

    public ConnectorStatus status(String connector) {
        return ConnectorStatus.of(get(path(connector) + "/status"));
    }

    /** Pauses it and returns once all its tasks are: a worker tells its tasks later. */
    public void pause(String connector) {
        int tasks = status(connector).tasks().size();
        send("PUT", path(connector) + "/pause", Map.of());
        awaitState(connector, "PAUSED", tasks);
    }

    /** Resumes it and returns once all its tasks run. */
    public void resume(String connector, int tasks) {
        send("PUT", path(connector) + "/resume", Map.of());
        awaitState(connector, "RUNNING", tasks);
    }

    /** Stops it: it has a configuration and offsets, and no tasks. Returns once that is so. */
    public void stop(String connector) {
        send("PUT", path(connector) + "/stop", Map.of());
        awaitState(connector, "STOPPED", 0);
    }

    /** Restarts the connector and all its tasks; returns before they have. */
    public void restart(String connector) {
        send("POST", path(connector) + "/restart?includeTasks=true", Map.of());
    }

    /** Deletes it; its tasks stop afterwards. */
    public void delete(String connector) {
        send("DELETE", path(connector), Map.of());
    }

    /** {@code {"offsets": [{"partition": {…}, "offset": {…}}, …]}}. */
    public JsonNode offsets(String connector) {
        return get(path(connector) + "/offsets");
    }

    /** Forgets all offsets of a stopped connector. */
    public JsonNode resetOffsets(String connector) {
        return send("DELETE", path(connector) + "/offsets", Map.of());
    }

    /** Sets offsets of a stopped connector. */
    public JsonNode alterOffsets(String connector, Map<String, ?> partition, Map<String, ?> offset) {
        Object entry = Map.of("partition", partition, "offset", offset);
        return send("PATCH", path(connector) + "/offsets", Map.of("offsets", List.of(entry)));
    }

    /** Sets the level of a logger of this worker: {@code DEBUG}. */
    public void log(String logger, String level) {
        send("PUT", "/admin/loggers/" + encoded(logger), Map.of("level", level));
    }

    /**
     * Returns once the connector and this many tasks are in this state.
     *
     * @throws IllegalStateException if they are not after half a minute, or one fails; the message has its trace
     */
    public void awaitState(String connector, String state, int tasks) {
        long deadline = deadline();
        String seen = "nothing";
        while (System.nanoTime() - deadline < 0) {
            try {
                ConnectorStatus status = status(connector);
                if (status.is(state, tasks)) {
                    return;
                }
                if (!status.failure().isEmpty() && !state.equals("FAILED")) {
                    throw new IllegalStateException(connector + " failed: " + status.failure());
                }
                seen = status.toString();
            } catch (ConnectRefusal e) {
                if (e.status() != 404) { // it was created, and nobody has told its status yet
                    throw e;
                }
            }
            pauseBetweenRequests();
        }
        throw new IllegalStateException(connector + " is not " + state + " with " + tasks + " tasks after "
                + PATIENCE.toSeconds() + " s, but " + seen);
    }

    private JsonNode get(String path) {
        return send("GET", path, Map.of());
    }

    private JsonNode send(String method, String path, Map<String, ?> body) {
        long deadline = deadline();
        while (true) {
            HttpResponse<String> answer = exchange(method, path, body);
            int status = answer.statusCode();
            if (status < 300) {
                return json(answer.body());
            }
            boolean passes = status == 409 || status == 503 || (status == 404 && path.equals("/connectors"));
            if (!passes || System.nanoTime() - deadline > 0) {
                throw new ConnectRefusal(method + " " + path, status, answer.body());
            }
            pauseBetweenRequests();
        }
    }

    private HttpResponse<String> exchange(String method, String path, Map<String, ?> body) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                    .timeout(PATIENCE.multipliedBy(4)) // the worker's own is 90 s, and says more
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body.isEmpty()
                                    ? BodyPublishers.noBody()
                                    : BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + address.resolve(path), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + method + " " + path, e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answer is no JSON: " + text, e);
        }
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE.toNanos();
    }

    private static void pauseBetweenRequests() {
        LockSupport.parkNanos(PAUSE.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted while a worker was asked");
        }
    }

    private static String path(String connector) {
        return "/connectors/" + encoded(connector);
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
