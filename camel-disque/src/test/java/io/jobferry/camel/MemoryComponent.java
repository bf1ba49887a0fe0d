package io.jobferry.camel;

import io.jobferry.Backend;
import java.util.Map;

/** A second scheme, for the tests of what all schemes share: shows how little a scheme has to add. */
final class MemoryComponent extends QueueComponent {
    private final Backend backend;
    private final QueueConfiguration configuration = new QueueConfiguration();

    MemoryComponent(Backend backend) {
        this.backend = backend;
    }

    @Override
    public QueueConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    protected QueueEndpoint newEndpoint(String uri, String path, Map<String, Object> parameters) throws Exception {
        QueueConfiguration own = configuration.copy();
        setProperties(own, parameters);
        return new MemoryEndpoint(uri, this, names(path, ','), own, backend);
    }
}
