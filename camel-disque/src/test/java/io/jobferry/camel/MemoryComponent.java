package io.jobferry.camel;

import io.jobferry.Backend;
import java.util.Map;

/** A second scheme, for the tests of what all schemes share: shows how little a scheme has to add. */
final class MemoryComponent extends QueueComponent {
    private final Backend backend;

    MemoryComponent(Backend backend) {
        this.backend = backend;
    }

    @Override
    protected QueueEndpoint newEndpoint(String uri, String path, Map<String, Object> parameters) throws Exception {
        QueueConfiguration configuration = new QueueConfiguration();
        setProperties(configuration, parameters);
        return new MemoryEndpoint(uri, this, names(path, ','), configuration, backend);
    }
}
