package io.jobferry.disque;

import java.util.Random;

/** Chance that always takes the first: backends begin at the first node that they were given. */
final class AlwaysFirst extends Random {
    private static final long serialVersionUID = 1;

    @Override
    public int nextInt(int bound) {
        return 0;
    }
}
