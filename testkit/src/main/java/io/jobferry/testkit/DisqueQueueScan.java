package io.jobferry.testkit;

/** What a QSCAN asks for. */
final class DisqueQueueScan extends DisqueScan<DisqueQueue> {
    private static final long ANY = -1;

    private long minLength = ANY;
    private long maxLength = ANY;
    private long importRate = ANY;

    @Override
    boolean read(String option, DisqueWords words) throws DisqueError {
        switch (option) {
            case "minlen" -> minLength = words.anyNumber();
            case "maxlen" -> maxLength = words.anyNumber();
            case "importrate" -> importRate = words.anyNumber();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** No queue imports anything: what others have is taken job by job. */
    @Override
    boolean wants(DisqueQueue queue) {
        int length = queue.jobs.size();
        return (minLength == ANY || length >= minLength)
                && (maxLength == ANY || length <= maxLength)
                && (importRate == ANY || importRate <= 0);
    }

    @Override
    long position(DisqueQueue queue) {
        return queue.number;
    }
}
