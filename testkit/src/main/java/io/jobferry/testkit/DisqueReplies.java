package io.jobferry.testkit;

/** Replies in the forms of RESP2. */
final class DisqueReplies extends Replies {
    void status(String text) {
        line("+" + text);
    }

    /** What came in from the client must not end the line. */
    void error(DisqueError error) {
        line("-" + error.line().replace('\r', ' ').replace('\n', ' '));
    }

    void integer(long number) {
        line(":" + number);
    }

    /** One byte a character. */
    void bulk(String text) {
        line("$" + text.length());
        line(text);
    }

    void nullBulk() {
        line("$-1");
    }

    /** The head of an array: so many replies follow. */
    void array(int size) {
        line("*" + size);
    }

    void nullArray() {
        line("*-1");
    }

    void field(String name, String text) {
        bulk(name);
        bulk(text);
    }

    void field(String name, long number) {
        bulk(name);
        integer(number);
    }
}
