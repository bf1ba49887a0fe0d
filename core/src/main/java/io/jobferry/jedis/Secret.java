package io.jobferry.jedis;

import java.util.Objects;

/** A password, which no log line, error or {@code toString} shows. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = Objects.requireNonNull(text, "text");
    }

    /** A secret that is this text. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The text, to be sent to the server and nowhere else. */
    String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
