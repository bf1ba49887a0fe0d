package io.jobferry.connect;

import org.jspecify.annotations.Nullable;

/** What {@code version()} of connectors and tasks answers. */
final class ConnectorVersion {
    /** For classes that come from no jar, or from one without the entry. */
    private static final String UNKNOWN = "unknown";

    private ConnectorVersion() {}

    /** The {@code Implementation-Version} in the manifest of the class's own jar. */
    static String of(Class<?> plugin) {
        @Nullable String version = plugin.getPackage().getImplementationVersion();
        return version == null ? UNKNOWN : version;
    }
}
