package io.jobferry.itests.crash;

import static org.assertj.core.api.Assertions.assertThat;

/** What a path promises of the jobs that were put; none is lost anywhere. */
enum Promise {
    AT_LEAST_ONCE {
        @Override
        void checkRepeats(Report report) {}
    },
    EXACTLY_ONCE {
        @Override
        void checkRepeats(Report report) {
            assertThat(report.duplicated()).as("duplicated: " + report).isZero();
        }
    },
    /** Exactly once, and in the order in which they were put. */
    ONCE_IN_ORDER {
        @Override
        void checkRepeats(Report report) {
            EXACTLY_ONCE.checkRepeats(report);
            assertThat(report.outOfPlace()).as("out of place: " + report).isZero();
        }
    },
    /** Exactly once with its memory switched off: a run that shows no duplicate would show none of the real one's either. */
    SEEN_TWICE {
        @Override
        void checkRepeats(Report report) {
            assertThat(report.duplicated()).as("duplicated: " + report).isPositive();
        }
    };

    /** Throws an AssertionError if it was not kept. */
    void check(Account account) {
        Report report = account.report();
        assertThat(account.lost()).as("lost: " + report).isEmpty();
        assertThat(report.strange()).as("strange: " + report).isZero();
        checkRepeats(report);
    }

    abstract void checkRepeats(Report report);
}
