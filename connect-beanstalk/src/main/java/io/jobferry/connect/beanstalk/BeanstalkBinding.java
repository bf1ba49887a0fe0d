package io.jobferry.connect.beanstalk;

import io.jobferry.Backend;
import io.jobferry.PutOptions;
import io.jobferry.beanstalk.BeanstalkBackend;
import io.jobferry.beanstalk.BeanstalkOptions;
import io.jobferry.beanstalk.BeanstalkPut;
import io.jobferry.connect.DoneJobs;
import io.jobferry.connect.QueueBinding;
import io.jobferry.connect.ServerConfig;
import io.jobferry.connect.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Width;

/** beanstalkd. Its servers know nothing of each other: each is a backend. */
final class BeanstalkBinding implements QueueBinding {
    private static final String FETCH_STATS = "beanstalk.fetch.stats";
    private static final String PRIORITY = "put.priority";
    private static final String DELAY = "put.delay.ms";
    private static final String TIME_TO_RUN = "put.ttr.ms";

    private static final long U32_MAX = 0xffff_ffffL;

    @Override
    public String name() {
        return "beanstalk";
    }

    @Override
    public List<String> servers(List<String> addresses) {
        return addresses;
    }

    @Override
    public Set<String> tlsSchemes() {
        return Set.of("beanstalks", "tls");
    }

    @Override
    public Backend open(String server, ServerConfig config) {
        BeanstalkOptions options = BeanstalkOptions.of(server)
                .withConnectTimeout(config.connectTimeout())
                .withCommandTimeout(config.commandTimeout())
                .withFetchStats(config.settings().flag(FETCH_STATS));
        return new BeanstalkBackend(config.tls(server).map(options::withTls).orElse(options));
    }

    @Override
    public ConfigDef sourceKeys() {
        return new ConfigDef()
                .define(
                        FETCH_STATS,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether each record's headers tell the job's priority, age, number of releases and so on, and"
                                + " which delivery it is. It costs one more command a job.",
                        "Jobs",
                        100,
                        Width.SHORT,
                        "Fetch job statistics");
    }

    @Override
    public Optional<DoneJobs> doneJobs(Backend backend, String queue) {
        return Optional.of(new BeanstalkDoneJobs((BeanstalkBackend) backend, queue));
    }

    @Override
    public ConfigDef putKeys() {
        return new ConfigDef()
                .define(
                        PRIORITY,
                        ConfigDef.Type.LONG,
                        BeanstalkPut.DEFAULT.priority(),
                        Range.between(0, U32_MAX),
                        Importance.MEDIUM,
                        "Priority of the jobs: the smaller, the more urgent.",
                        "Put",
                        1,
                        Width.SHORT,
                        "Priority")
                .define(
                        DELAY,
                        ConfigDef.Type.LONG,
                        BeanstalkPut.DEFAULT.delay().toMillis(),
                        Range.between(0, U32_MAX * 1000),
                        Importance.MEDIUM,
                        "How long until the jobs are ready, in milliseconds. The server counts whole seconds: rounded up.",
                        "Put",
                        2,
                        Width.SHORT,
                        "Delay (ms)")
                .define(
                        TIME_TO_RUN,
                        ConfigDef.Type.LONG,
                        BeanstalkPut.DEFAULT.timeToRun().toMillis(),
                        Range.between(1, U32_MAX * 1000),
                        Importance.MEDIUM,
                        "How long a worker may hold a job before it is ready again, in milliseconds. The server counts"
                                + " whole seconds: rounded up.",
                        "Put",
                        3,
                        Width.SHORT,
                        "Time to run (ms)");
    }

    @Override
    public PutOptions putOptions(Settings put) {
        return new BeanstalkPut(put.number(PRIORITY), put.millis(DELAY), put.millis(TIME_TO_RUN));
    }
}
