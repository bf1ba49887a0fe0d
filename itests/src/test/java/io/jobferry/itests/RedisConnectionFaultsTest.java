package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Backend;
import io.jobferry.JobSink;
import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.PutResult;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Connections that break and servers that say nothing. */
@NeedsServer(ServerKind.REDIS)
class RedisConnectionFaultsTest extends RedisMembersFixture {
    private final AtomicBoolean cut = new AtomicBoolean();

    RedisConnectionFaultsTest(TestServer redis) {
        super(redis);
    }

    @Test
    void fault_05_and_09_a_put_that_a_stopped_server_does_not_answer_is_unknown_and_its_late_answer_nobodys() {
        try (TestServer server = Servers.start(ServerKind.REDIS);
                Backend impatient = open(server.address());
                JobSink sink = impatient.sink("mail")) {
            sink.put(NewJob.of("one"));

            server.pause();
            PutResult late = sink.put(NewJob.of("two"));
            server.resume();
            List<PutResult> after = sink.put(List.of(NewJob.of("three"), NewJob.of("four")));

            assertThat(late.kind()).isEqualTo(PutResult.Kind.UNKNOWN);
            assertThat(after).extracting(PutResult::kind).containsOnly(PutResult.Kind.PUT);
        }
    }

    @Test
    void fault_06_a_server_that_says_nothing_is_found_out_within_the_commands_time() {
        try (TestServer server = Servers.start(ServerKind.REDIS);
                Backend impatient = open(server.address());
                JobSource source = impatient.source(List.of("mail"))) {
            server.pause();

            assertThatThrownBy(() -> source.reserve(1, Duration.ZERO)).isInstanceOf(QueueException.class);

            server.resume();
        }
    }

    @Test
    void fault_07_a_put_whose_answer_is_cut_off_is_unknown_and_not_put_again() throws Exception {
        try (RequestLine line = line();
                Backend cutOff = open(line.address());
                JobSink sink = cutOff.sink("mail")) {
            sink.put(NewJob.of("one"));

            cut.set(true);
            PutResult unknown = sink.put(NewJob.of("two"));
            cut.set(false);
            PutResult next = sink.put(NewJob.of("three"));

            assertThat(unknown.kind()).isEqualTo(PutResult.Kind.UNKNOWN);
            assertThat(next.kind()).isEqualTo(PutResult.Kind.PUT);
            assertThat(go.llen(WAITING)).isEqualTo(3);
        }
    }

    @Test
    void fault_08_a_reservation_whose_answer_is_cut_off_delivers_nothing_and_its_lease_ends() throws Exception {
        go.lpush(WAITING, FROM_GO);
        try (RequestLine line = line();
                Backend cutOff = open(line.address());
                JobSource source = cutOff.source(List.of("mail"))) {
            source.reserve(1, Duration.ZERO).forEach(job -> settle(source, job, Outcome.giveBack()));

            cut.set(true);
            assertThatThrownBy(() -> source.reserve(1, Duration.ZERO)).isInstanceOf(QueueException.class);
            cut.set(false);

            assertThat(go.zcard(RESERVED)).isEqualTo(1);
            go.zadd(RESERVED, 1, FROM_GO); // long ago
            assertThat(source.reserve(1, Duration.ZERO)).isEmpty();
            assertThat(go.llen(TIMEOUT)).isEqualTo(1);
        }
    }

    @Test
    void fault_22_a_settlement_whose_answer_is_cut_off_is_unknown_and_done_once_when_it_is_sent_again()
            throws Exception {
        go.lpush(WAITING, FROM_GO);
        try (RequestLine line = line();
                Backend cutOff = open(line.address());
                JobSource source = cutOff.source(List.of("mail"))) {
            Reservation job = one(source);

            cut.set(true);
            Settled first = settle(source, job, Outcome.retry(Duration.ZERO));
            cut.set(false);
            Settled second = settle(source, job, Outcome.retry(Duration.ZERO));

            assertThat(first).isEqualTo(Settled.UNKNOWN);
            assertThat(second).isNotEqualTo(Settled.UNKNOWN);
            assertThat(go.llen(WAITING) + go.zcard(DELAYED)).isEqualTo(1);
            assertThat(go.zcard(RESERVED)).isZero();
        }
    }

    private RequestLine line() {
        return new RequestLine(options.server(), passing -> {
            if (passing.reply() && cut.get()) {
                throw new IllegalStateException("cut");
            }
        });
    }

    private static Backend open(String address) {
        return new RedisQueueBackend(
                RedisQueueOptions.of(address).withLayout(LAYOUT).withCommandTimeout(Duration.ofSeconds(1)));
    }
}
