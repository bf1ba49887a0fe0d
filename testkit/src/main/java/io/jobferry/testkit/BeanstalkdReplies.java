package io.jobferry.testkit;

import java.nio.charset.StandardCharsets;

/** Replies in beanstalkd's forms. */
final class BeanstalkdReplies extends Replies {
    /** {@code word id size}, and the body. */
    void job(String word, long id, byte[] body) {
        line(word + " " + id + " " + body.length);
        data(body);
    }

    /** {@code OK size}, and the text. */
    void ok(String yaml) {
        byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
        line("OK " + bytes.length);
        data(bytes);
    }

    private void data(byte[] bytes) {
        writeBytes(bytes);
        write('\r');
        write('\n');
    }
}
