package io.jobferry;

/** What the server answered to a settlement or to an extension. */
public enum Settled {
    /** Done as asked. */
    APPLIED,
    /** The reservation is no more: its lease ended, its connection broke, or it was settled before. Nothing was done. */
    LEASE_LOST,
    /** The server said no, and we still hold the job. */
    REFUSED,
    /**
     * The connection broke before the answer, or there was none to be had: it may have been done or not. It may be
     * settled again, later: where reservations die with their connection (beanstalkd) that answers {@link #LEASE_LOST},
     * where they live at the server (Disque, Redis) it is done then, unless it was done at first.
     */
    UNKNOWN
}
