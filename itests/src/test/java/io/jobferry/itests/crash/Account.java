package io.jobferry.itests.crash;

import io.jobferry.PutResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * The books of a run: each number is a job, put once at most, and the body tells the number. What nobody answered for is
 * not put again but left open, so that no duplicate is of our making. Any thread.
 */
final class Account {
    private static final String FILLING = "0123456789abcdefghijklmnopqrstuvwxyz".repeat(3);
    private static final int BODY_LENGTH = 100;

    private final int jobs;
    private final Deque<Integer> refused = new ArrayDeque<>();
    private final BitSet put = new BitSet();
    private final BitSet unanswered = new BitSet();
    private final BitSet came = new BitSet();
    private int next;
    private int duplicated;
    private int outOfPlace;
    private int strange;

    /** Of a run that ends when this many jobs were put. */
    Account(int jobs) {
        this.jobs = jobs;
    }

    /** The numbers to be put next, of which {@link #answered} is told before the next call; empty when all were. */
    synchronized List<Integer> next(int atMost) {
        List<Integer> numbers = new ArrayList<>();
        int missing = Math.min(atMost, jobs - put.cardinality());
        while (numbers.size() < missing) {
            Integer again = refused.poll();
            numbers.add(again == null ? next++ : again);
        }
        return numbers;
    }

    /** What became of the put of this number. */
    synchronized void answered(int number, PutResult.Kind kind) {
        switch (kind) {
            case PUT, BURIED -> put.set(number);
            case UNKNOWN -> unanswered.set(number);
            case REFUSED -> refused.add(number);
            case TOO_BIG -> throw new IllegalStateException("too big: job " + number);
        }
    }

    /** A body has come out at the end. */
    synchronized void came(String body) {
        int number = number(body);
        if (number < 0 || number >= next || !body.equals(body(number))) {
            strange++;
        } else if (came.get(number)) {
            duplicated++;
        } else {
            outOfPlace += number < came.length() - 1 ? 1 : 0;
            came.set(number);
        }
    }

    synchronized int put() {
        return put.cardinality();
    }

    synchronized boolean allPut() {
        return put.cardinality() == jobs;
    }

    synchronized Report report() {
        BitSet lost = (BitSet) put.clone();
        lost.andNot(came);
        return new Report(
                put.cardinality(), unanswered.cardinality(), lost.cardinality(), duplicated, outOfPlace, strange);
    }

    /** The first few that were put and did not come. */
    synchronized List<Integer> lost() {
        BitSet lost = (BitSet) put.clone();
        lost.andNot(came);
        return lost.stream().limit(20).boxed().toList();
    }

    /** A job's body, which is no other's. */
    static String body(int number) {
        return (number + ":" + FILLING.substring(number % 10)).substring(0, BODY_LENGTH);
    }

    private static int number(String body) {
        try {
            return Integer.parseInt(body.substring(0, Math.max(0, body.indexOf(':'))));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
