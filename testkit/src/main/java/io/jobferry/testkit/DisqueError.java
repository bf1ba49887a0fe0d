package io.jobferry.testkit;

/** What the client gets back instead of an answer: the line's code and words. It costs no stack trace. */
final class DisqueError extends Exception {
    private static final long serialVersionUID = 1;

    private DisqueError(String line) {
        super(line, null, false, false);
    }

    /** An error without a code of its own. */
    static DisqueError of(String words) {
        return new DisqueError("ERR " + words);
    }

    static DisqueError coded(String code, String words) {
        return new DisqueError(code + " " + words);
    }

    static DisqueError syntax() {
        return of("syntax error");
    }

    static DisqueError leaving() {
        return coded("LEAVING", "This node is leaving the cluster, please connect to a different one");
    }

    /** The reply's line, its mark and end excepted. */
    String line() {
        return String.valueOf(getMessage());
    }
}
