package io.jobferry.demo;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Knows every job by its number, and how often it has arrived. Any thread. */
final class Accountant {
    private final AtomicIntegerArray arrivals;
    private final AtomicInteger distinct = new AtomicInteger();
    private final AtomicInteger duplicated = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();

    Accountant(int jobs) {
        arrivals = new AtomicIntegerArray(jobs);
    }

    void arrived(String body) {
        int number;
        try {
            number = Integer.parseInt(body);
        } catch (NumberFormatException e) {
            number = -1;
        }
        if (number < 0 || number >= arrivals.length()) {
            unknown.incrementAndGet();
        } else if (arrivals.getAndIncrement(number) == 0) {
            distinct.incrementAndGet();
        } else {
            duplicated.incrementAndGet();
        }
    }

    /** How many different jobs have arrived. */
    int distinct() {
        return distinct.get();
    }

    /** How many arrivals were of a job that had arrived before. */
    int duplicated() {
        return duplicated.get();
    }

    /** How many jobs have not arrived. */
    int lost() {
        return arrivals.length() - distinct.get();
    }

    /** How many arrivals were nobody's: bodies that were never put. */
    int unknown() {
        return unknown.get();
    }
}
