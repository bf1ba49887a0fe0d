package io.jobferry.testkit;

import java.util.List;

/**
 * What a GETJOB asks for.
 *
 * @param queues the more wanted first; one may stand there twice
 * @param timeoutMillis 0 for no limit
 */
record DisqueGet(List<String> queues, long count, long timeoutMillis, boolean noHang, boolean withCounters) {
    static DisqueGet read(DisqueWords words) throws DisqueError {
        long count = 1;
        long timeoutMillis = 0;
        boolean noHang = false;
        boolean withCounters = false;
        while (words.hasMore()) {
            switch (words.option()) {
                case "nohang" -> noHang = true;
                case "withcounters" -> withCounters = true;
                case "timeout" -> timeoutMillis = words.timeoutMillis();
                case "count" -> count = words.value(1, "COUNT must be a number greater than zero");
                case "from" -> {
                    return new DisqueGet(words.atLeastOne(), count, timeoutMillis, noHang, withCounters);
                }
                default -> throw DisqueError.syntax();
            }
        }
        throw DisqueError.syntax();
    }

    /** Tells jobs in the form that is asked for. */
    void tell(List<DisqueJob> jobs, DisqueReplies replies) {
        replies.array(jobs.size());
        for (DisqueJob job : jobs) {
            if (withCounters) {
                DisqueReport.jobWithCounters(job, replies);
            } else {
                DisqueReport.job(job, replies);
            }
        }
    }
}
