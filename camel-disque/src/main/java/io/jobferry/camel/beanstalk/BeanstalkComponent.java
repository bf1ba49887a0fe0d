package io.jobferry.camel.beanstalk;

import io.jobferry.camel.QueueComponent;
import io.jobferry.camel.QueueEndpoint;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Consumes jobs from beanstalkd tubes and puts jobs into them. */
@Component("beanstalk")
public class BeanstalkComponent extends QueueComponent {
    private static final Logger LOG = LoggerFactory.getLogger(BeanstalkComponent.class);

    @Metadata(description = "The options that all endpoints begin with.")
    private BeanstalkConfiguration configuration = new BeanstalkConfiguration();

    @Override
    protected QueueEndpoint newEndpoint(String uri, String path, Map<String, Object> parameters) {
        BeanstalkConfiguration own = configuration.copy();
        boolean serversGiven = parameters.containsKey("servers") || own.getServers() != null;
        BeanstalkPath address = BeanstalkPath.parse(path, serversGiven);
        boolean old = address.server() != null;
        if (parameters.get("operation") instanceof String word) {
            parameters.put("operation", BeanstalkOperation.nameOf(word));
        }
        List<String> dropped = OldOptions.translate(parameters, old);
        requireUnits(parameters, "jobDelay", "jobTimeToRun");
        if (old) {
            own.setServers(address.server());
            LOG.warn(
                    "endpoint has the form of camel-beanstalk 3, write beanstalk:{}?servers={} instead: {}",
                    String.join(",", address.tubes()),
                    address.server(),
                    uri);
        }
        if (!dropped.isEmpty()) {
            LOG.warn("options {} of camel-beanstalk 3 have no meaning any more: {}", dropped, uri);
        }
        BeanstalkEndpoint endpoint = new BeanstalkEndpoint(uri, this, own, address.tubes());
        endpoint.setTubes(path);
        return endpoint;
    }

    @Override
    public BeanstalkConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(BeanstalkConfiguration configuration) {
        this.configuration = configuration;
    }
}
