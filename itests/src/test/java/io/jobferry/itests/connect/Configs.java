package io.jobferry.itests.connect;

import java.util.HashMap;
import java.util.Map;

/** Connector configurations to begin with, as users would write them; each is the caller's to change. */
final class Configs {
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private static final String PACKAGE = "io.jobferry.connect.beanstalk.";

    private Configs() {}

    /** Jobs of tubes, separated by commas, to topics of their names. */
    static Map<String, String> source(String servers, String tubes) {
        Map<String, String> config = common("BeanstalkSourceConnector", servers);
        config.put("queues", tubes);
        config.put("poll.wait.ms", "200");
        return config;
    }

    /** Records of topics, separated by commas, to a tube. */
    static Map<String, String> sink(String servers, String topics, String tube) {
        Map<String, String> config = common("BeanstalkSinkConnector", servers);
        config.put("topics", topics);
        config.put("queue", tube);
        return config;
    }

    private static Map<String, String> common(String connector, String servers) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", PACKAGE + connector);
        config.put("tasks.max", "1");
        config.put("beanstalk.servers", servers);
        config.put("key.converter", BYTES);
        config.put("value.converter", BYTES);
        return config;
    }
}
