package io.jobferry.connect;

import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** A key whose value cannot be used, although it is of the right form. */
final class RefusedKey extends ConfigException {
    private static final long serialVersionUID = 1;

    private final String key;
    private final String reason;

    /** @param reason what is wrong, without secrets: it reaches logs and the REST interface */
    RefusedKey(String key, String reason, @Nullable Throwable cause) {
        super(key + ": " + reason);
        initCause(cause);
        this.key = key;
        this.reason = reason;
    }

    String key() {
        return key;
    }

    String reason() {
        return reason;
    }
}
