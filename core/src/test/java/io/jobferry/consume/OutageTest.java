package io.jobferry.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.event.QueueListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutageTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(1), Duration.ofMillis(1));

    private final Throwable error = new IllegalStateException("refused");
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final Outage outage = new Outage("test://server", new Recording());

    @Test
    void it_is_told_once_whoever_tries_and_over_with_the_first_that_gets_through() {
        Tries one = new Tries(outage, BACKOFF);
        Tries other = new Tries(outage, BACKOFF);

        one.failed(error);
        other.failed(error);
        one.failed(error);

        assertThat(outage.lasts()).isTrue();
        assertThat(events).containsExactly("outage of test://server: refused");
        assertThat(other.gotThrough()).isTrue();
        assertThat(one.gotThrough()).isTrue();
        assertThat(outage.lasts()).isFalse();
        assertThat(events).containsExactly("outage of test://server: refused", "recovered");
    }

    @Test
    void each_counts_its_own_failures_for_the_backoff() {
        Backoff growing = new Backoff(Duration.ofMillis(100), Duration.ofHours(1));
        Tries one = new Tries(outage, growing);
        Tries other = new Tries(outage, growing);

        for (int i = 0; i < 9; i++) {
            one.failed(error);
        }

        assertThat(one.failed(error)).isGreaterThan(Duration.ofSeconds(10));
        assertThat(other.failed(error)).isEqualTo(Duration.ofMillis(100));
        one.gotThrough();
        assertThat(other.failing()).isTrue();
        assertThat(one.failing()).isFalse();
        assertThat(one.failed(error)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void getting_through_without_an_outage_is_no_news() {
        assertThat(new Tries(outage, BACKOFF).gotThrough()).isFalse();

        assertThat(events).isEmpty();
    }

    @Test
    void another_outage_is_told_again() {
        Tries tries = new Tries(outage, BACKOFF);

        for (int i = 0; i < 2; i++) {
            tries.failed(error);
            tries.gotThrough();
        }

        assertThat(events).filteredOn("recovered"::equals).hasSize(2);
        assertThat(events).hasSize(4);
    }

    @Test
    void what_happens_while_it_is_told_is_told_after_it_and_waits_for_nobody() throws Exception {
        CountDownLatch toldBegin = new CountDownLatch(1);
        CountDownLatch maySayMore = new CountDownLatch(1);
        Outage slowlyTold = new Outage("test://server", new Recording() {
            @Override
            public void onOutage(String server, Throwable error) {
                toldBegin.countDown();
                awaitSoon(maySayMore);
                super.onOutage(server, error);
            }
        });
        Thread teller = new Thread(() -> slowlyTold.failed(error));
        teller.start();
        awaitSoon(toldBegin);

        slowlyTold.over(); // returns although the listener is busy

        assertThat(slowlyTold.lasts()).isFalse();
        assertThat(events).isEmpty();
        maySayMore.countDown();
        teller.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(events).containsExactly("outage of test://server: refused", "recovered");
    }

    @Test
    void the_last_news_is_the_truth_however_many_threads_try() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                Tries tries = new Tries(outage, BACKOFF);
                for (int n = 0; n < 500; n++) {
                    tries.failed(error);
                    tries.gotThrough();
                }
            }));
        }

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(events).hasSizeGreaterThanOrEqualTo(2);
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i)).isEqualTo(i % 2 == 0 ? "outage of test://server: refused" : "recovered");
        }
        assertThat(events).endsWith("recovered");
        assertThat(outage.lasts()).isFalse();
    }

    @Test
    void a_listener_that_throws_is_told_the_next_news() {
        Outage badlyHeard = new Outage("test://server", new Recording() {
            @Override
            public void onOutage(String server, Throwable error) {
                throw new IllegalStateException("deaf");
            }
        });

        badlyHeard.failed(error);
        badlyHeard.over();

        assertThat(events).containsExactly("recovered");
    }

    private static void awaitSoon(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private class Recording implements QueueListener {
        @Override
        public void onOutage(String server, Throwable error) {
            events.add("outage of " + server + ": " + error.getMessage());
        }

        @Override
        public void onRecovered(String server, Duration length) {
            events.add("recovered");
        }
    }
}
