package io.jobferry.jedis;

import io.jobferry.QueueException;

/** The server's own no to one command; the connection is still good. */
public final class RespError extends QueueException {
    private static final long serialVersionUID = 1;

    private final String words;

    RespError(String words, String place, Throwable cause) {
        super(Kind.REFUSED, words + " (" + place + ")", cause);
        this.words = words;
    }

    /** What the server said, without the place. */
    public String words() {
        return words;
    }

    /** The error's first word: {@code NOSCRIPT}, {@code NOJOB}, {@code WRONGTYPE}. */
    public String code() {
        int space = words.indexOf(' ');
        return space < 0 ? words : words.substring(0, space);
    }
}
