package io.jobferry.camel.beanstalk;

/** What a producer does: the words of beanstalkd's protocol. Options and headers may also write {@code kick-job}. */
public enum BeanstalkOperation {
    /** Puts the body, or each element of it, into the tube. */
    put,
    /** Gives back the job that the exchange holds, after the delay; an attempt is used. */
    release,
    /** Buries the job that the exchange holds. */
    bury,
    /** Begins the lease of the job that the exchange holds anew. */
    touch,
    /** Deletes the job that the exchange holds, or the one of the id header. */
    delete,
    /** Kicks as many jobs of the tube as the body says: buried ones, or delayed ones if none is buried. */
    kick,
    /** Kicks the job of the id header. */
    kickJob,
    /** Shows the job of the id header. */
    peek,
    /** Shows the next ready job of the tube. */
    peekReady,
    /** Shows the delayed job of the tube that is ready next. */
    peekDelayed,
    /** Shows the buried job of the tube that would be kicked next. */
    peekBuried,
    /** The server's figures, as a map. */
    stats,
    /** The figures of the job of the id header, as a map. */
    statsJob,
    /** The tube's figures, as a map. */
    statsTube,
    /** The server's tubes, as a list. */
    listTubes,
    /** Keeps the tube from giving out jobs, for as long as the delay says. */
    pauseTube;

    /** The constant's name for a protocol's word: {@code kickJob} for {@code kick-job}; anything else stays. */
    static String nameOf(String word) {
        StringBuilder name = new StringBuilder(word.length());
        for (String part : word.split("-", -1)) {
            boolean first = name.length() == 0;
            name.append(first || part.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return name.toString();
    }
}
