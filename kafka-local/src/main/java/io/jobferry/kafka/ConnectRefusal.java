package io.jobferry.kafka;

/** A worker answered a REST request with an error. */
public final class ConnectRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ConnectRefusal(String request, int status, String answer) {
        super(request + " was answered with " + status + ": " + answer);
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }
}
