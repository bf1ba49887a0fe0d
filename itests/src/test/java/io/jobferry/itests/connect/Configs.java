package io.jobferry.itests.connect;

import java.util.Map;

/** Configurations of beanstalkd's connectors to begin with; each is the caller's to change. */
final class Configs {
    private Configs() {}

    /** Jobs of tubes, separated by commas, to topics of their names. */
    static Map<String, String> source(String servers, String tubes) {
        return Connectors.BEANSTALK.source(servers, tubes);
    }

    /** Records of topics, separated by commas, to a tube. */
    static Map<String, String> sink(String servers, String topics, String tube) {
        return Connectors.BEANSTALK.sink(servers, topics, tube);
    }
}
