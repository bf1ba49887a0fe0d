package io.jobferry.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private final BatchSize size = new BatchSize(64);

    @Test
    void it_starts_at_one_and_doubles_while_answers_are_full() {
        int first = size.next();
        size.reserved(1, 1);
        int second = size.next();
        size.reserved(2, 2);

        assertThat(first).isEqualTo(1);
        assertThat(second).isEqualTo(2);
        assertThat(size.next()).isEqualTo(4);
    }

    @Test
    void it_never_passes_the_maximum() {
        for (int i = 0; i < 20; i++) {
            size.reserved(size.next(), size.next());
        }

        assertThat(size.next()).isEqualTo(64);
    }

    @Test
    void an_empty_answer_brings_it_back_to_one() {
        size.reserved(1, 1);
        size.reserved(2, 0);

        assertThat(size.next()).isEqualTo(1);
    }

    @Test
    void slow_handlers_do_not_hoard() {
        for (int i = 0; i < 20; i++) {
            size.reserved(size.next(), size.next());
            size.handled(1, Duration.ofMillis(20).toNanos());
        }

        assertThat(size.next()).isBetween(1, 2);
    }
}
