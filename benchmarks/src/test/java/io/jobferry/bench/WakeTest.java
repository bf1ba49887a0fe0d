package io.jobferry.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class WakeTest {
    private static final int SIZE = 32;
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    void a_job_is_put_when_the_one_before_has_arrived() throws Exception {
        Round round = new Round(Suite.Kind.WAKE, "mail", 3, SIZE);
        round.makeBodies();
        Wake wake = new Wake(round);
        List<Integer> left = new ArrayList<>();

        wake.puts(body -> {
            left.add(round.left());
            wake.arrived(body);
        });

        assertThat(left).containsExactly(3, 2, 1);
        assertThat(round.latency().p50()).isPositive();
    }

    @Test
    void a_hold_up_counts_for_all_jobs_that_were_due_meanwhile() throws Exception {
        int jobs = 40;
        Round round = new Round(Suite.Kind.PACED, "mail", jobs, SIZE, INTERVAL_NANOS);
        round.makeBodies();
        Wake wake = new Wake(round);
        List<byte[]> heldUp = new ArrayList<>();

        wake.puts(body -> {
            heldUp.add(body);
            if (heldUp.size() == jobs) {
                heldUp.forEach(wake::arrived);
            }
        });

        // The first was due 39 intervals before the last, the one in the middle 20.
        assertThat(round.latency().p50()).isGreaterThanOrEqualTo(19 * INTERVAL_NANOS);
        assertThat(round.latency().p999()).isGreaterThanOrEqualTo(39 * INTERVAL_NANOS);
    }
}
