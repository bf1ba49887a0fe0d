package io.jobferry.camel;

import java.util.Optional;
import org.apache.camel.Message;

/**
 * How a command tells a message what became of it.
 *
 * @param resultHeader where a word or a number goes
 */
public record JobAnswer(Message message, String resultHeader) {
    /** The word that stands for nothing there. */
    public static final String NOT_FOUND = "NOT_FOUND";

    /** A word or a number; the body stays. */
    public void tell(Object result) {
        message.setHeader(resultHeader, result);
    }

    /** A word, and a body that says more. */
    public void give(String word, Object body) {
        message.setBody(body);
        tell(word);
    }

    /** OK and a body; or {@link #NOT_FOUND} and none. */
    public void giveIfFound(Optional<?> body) {
        message.setBody(body.orElse(null));
        tell(body.isPresent() ? "OK" : NOT_FOUND);
    }
}
