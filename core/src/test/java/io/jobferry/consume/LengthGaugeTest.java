package io.jobferry.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.NewJob;
import io.jobferry.event.QueueListener;
import io.jobferry.memory.MemoryBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LengthGaugeTest {
    private static final Duration OFTEN = Duration.ofMillis(5);

    private final MemoryBackend backend = new MemoryBackend();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    @Test
    void it_tells_the_length_of_each_state_of_each_queue() throws Exception {
        backend.sink("mail").put(List.of(NewJob.of("a"), NewJob.of("b")));

        try (LengthGauge gauge = gauge(LengthGauge.EVERY, new Telling())) {
            assertThat(gauge).isNotNull();
            assertThat(List.of(next(), next(), next(), next(), next()))
                    .containsExactly(
                            "mail ready 2", "mail delayed 0", "mail reserved 0", "mail dead 0", "post ready 0");
        }
    }

    @Test
    void it_looks_again_and_again_until_it_is_closed() throws Exception {
        LengthGauge gauge = gauge(OFTEN, new Telling());
        backend.sink("mail").put(List.of(NewJob.of("a")));

        for (String line = next(); !line.equals("mail ready 1"); line = next()) {
            assertThat(line).isNotNull();
        }
        gauge.close();
        while (told.poll(100, TimeUnit.MILLISECONDS) != null) {
            assertThat(told).hasSizeLessThan(1_000);
        }

        assertThat(told).isEmpty();
    }

    @Test
    void a_listener_that_throws_is_told_the_next_time() throws Exception {
        try (LengthGauge gauge = gauge(OFTEN, new Telling() {
            @Override
            public void onLength(String queue, String channel, long jobs) {
                super.onLength(queue, channel, jobs);
                throw new IllegalStateException("deaf");
            }
        })) {
            assertThat(gauge).isNotNull();
            for (int i = 0; i < 20; i++) {
                assertThat(next()).isNotNull();
            }
        }
    }

    @Test
    void looking_without_a_pause_is_refused() {
        assertThatThrownBy(() -> gauge(Duration.ZERO, new Telling()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT0S");
    }

    private LengthGauge gauge(Duration every, QueueListener listener) {
        return new LengthGauge(backend, List.of("mail", "post"), every, listener, Thread::new);
    }

    private String next() throws InterruptedException {
        String line = told.poll(10, TimeUnit.SECONDS);
        assertThat(line).as("a length within 10 s").isNotNull();
        return line;
    }

    private class Telling implements QueueListener {
        @Override
        public void onLength(String queue, String channel, long jobs) {
            told.add(queue + " " + channel + " " + jobs);
        }
    }
}
