package io.jobferry.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundTest {
    private static final int SIZE = 32;

    @Test
    void bodies_are_handed_out_once_each() throws Exception {
        Round round = new Round(Suite.Kind.PUT, "mail", 1000, SIZE);
        round.makeBodies();
        List<Integer> numbers = Collections.synchronizedList(new ArrayList<>());

        Round.onThreads(3, index -> {
            for (List<byte[]> some = round.next(7); !some.isEmpty(); some = round.next(7)) {
                some.forEach(body -> numbers.add(Bodies.numberOf(body, SIZE)));
            }
        });

        assertThat(numbers).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void what_was_taken_is_no_longer_left() {
        Round round = new Round(Suite.Kind.TAKE, "mail", 2, SIZE);

        round.took(Bodies.of(1, SIZE));

        assertThat(round.left()).isEqualTo(1);
    }

    @Test
    void a_body_that_comes_twice_is_refused() {
        Round round = new Round(Suite.Kind.TAKE, "mail", 2, SIZE);
        round.took(Bodies.of(1, SIZE));

        assertThatThrownBy(() -> round.took(Bodies.of(1, SIZE))).hasMessageContaining("came twice");
        assertThat(round.left()).isEqualTo(1);
    }

    @Test
    void a_body_of_another_round_is_refused() {
        Round round = new Round(Suite.Kind.TAKE, "mail", 2, SIZE);

        assertThatThrownBy(() -> round.took(Bodies.of(2, SIZE))).hasMessageContaining("another round: number 2");
    }

    @Test
    void a_damaged_body_is_refused() {
        Round round = new Round(Suite.Kind.TAKE, "mail", 2, SIZE);
        byte[] body = Bodies.of(1, SIZE);
        body[SIZE - 1] ^= 1;

        assertThatThrownBy(() -> round.took(body)).hasMessage("body is not as it was put: number 1");
    }

    @Test
    void one_by_one_the_time_from_job_to_job_is_kept() {
        Round round = new Round(Suite.Kind.TAKE_ONE, "mail", 3, SIZE);

        round.took(Bodies.of(0, SIZE));
        round.took(Bodies.of(1, SIZE));

        assertThat(round.latency().p50()).isPositive();
    }

    @Test
    void where_others_lie_in_the_queue_bodies_of_earlier_rounds_come() {
        Round round = new Round(Suite.Kind.TURNOVER, "mail", 2, SIZE);

        round.took(Bodies.of(7, SIZE));
        round.took(Bodies.of(7, SIZE));

        assertThat(round.left()).isZero();
    }

    @Test
    void what_a_thread_throws_is_thrown() {
        assertThatThrownBy(() -> Round.onThreads(2, index -> {
                    if (index == 1) {
                        throw new IllegalStateException("of the second");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("of the second");
    }
}
