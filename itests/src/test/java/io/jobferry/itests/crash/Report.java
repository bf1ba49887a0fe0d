package io.jobferry.itests.crash;

/**
 * What became of the jobs of a run.
 *
 * @param put the server said that it has them
 * @param unanswered nobody knows whether these were put; they may come, but once
 * @param lost were put and did not come
 * @param duplicated comings of jobs that had come before
 * @param outOfPlace came after a later one
 * @param strange comings of what nobody put, or not in this form
 */
record Report(int put, int unanswered, int lost, int duplicated, int outOfPlace, int strange) {
    @Override
    public String toString() {
        return String.format(
                "%,d put, %,d unanswered: %,d lost, %,d duplicated, %,d out of place, %,d strange",
                put, unanswered, lost, duplicated, outOfPlace, strange);
    }
}
