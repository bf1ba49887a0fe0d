package io.jobferry.itests.connect;

import io.jobferry.Backend;
import io.jobferry.Queues;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A backend's two connectors, and configurations to begin with, as users would write them; each is the caller's to change. */
public enum Connectors {
    BEANSTALK("Beanstalk", "beanstalk", "localhost:11300"),
    DISQUE("Disque", "disque", "localhost:7711"),
    REDIS("RedisQueue", "redis", "localhost:6379");

    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private final String title;
    private final String scheme;
    private final String exampleAddress;

    /**
     * @param title as classes have it; in lower case it begins the keys
     * @param scheme of addresses
     * @param exampleAddress the server's in the examples
     */
    Connectors(String title, String scheme, String exampleAddress) {
        this.title = title;
        this.scheme = scheme;
        this.exampleAddress = exampleAddress;
    }

    /** The first word of the keys, and the folder of the examples. */
    String key() {
        return title.toLowerCase(Locale.ROOT);
    }

    String serversKey() {
        return key() + ".servers";
    }

    String exampleAddress() {
        return exampleAddress;
    }

    /** The server as the tests look at it. */
    public Backend open(String address) {
        return Queues.open(scheme + "://" + address);
    }

    /** Jobs of queues, separated by commas, to topics of their names. */
    public Map<String, String> source(String servers, String queues) {
        Map<String, String> config = common("Source", servers);
        config.put("queues", queues);
        config.put("poll.wait.ms", "200");
        return config;
    }

    /** Records of topics, separated by commas, to a queue. */
    public Map<String, String> sink(String servers, String topics, String queue) {
        Map<String, String> config = common("Sink", servers);
        config.put("topics", topics);
        config.put("queue", queue);
        return config;
    }

    private Map<String, String> common(String which, String servers) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "io.jobferry.connect." + key() + "." + title + which + "Connector");
        config.put("tasks.max", "1");
        config.put(serversKey(), servers);
        config.put("key.converter", BYTES);
        config.put("value.converter", BYTES);
        return config;
    }
}
