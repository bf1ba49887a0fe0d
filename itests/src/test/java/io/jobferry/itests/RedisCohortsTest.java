package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.JobSource;
import io.jobferry.NewJob;
import io.jobferry.Outcome;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.redisqueue.RedisQueueBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.resps.Tuple;

/** Members that one call reserved, and that are settled by the score that they share. */
@NeedsServer(ServerKind.REDIS)
class RedisCohortsTest extends RedisMembersFixture {
    private static final int JOBS = 5;

    RedisCohortsTest(TestServer redis) {
        super(redis);
    }

    @Test
    void jobs_of_one_call_have_one_score_and_those_of_the_next_another() throws Exception {
        JobSource source = source();
        List<Reservation> first = reserved(source, JOBS);
        List<Reservation> second = reserved(source, JOBS);

        assertThat(go.zrangeWithScores(RESERVED, 0, -1).stream().map(Tuple::getScore))
                .hasSize(2 * JOBS)
                .satisfies(scores -> assertThat(scores.stream().distinct()).hasSize(2));
        assertThat(done(source, first)).hasSize(JOBS).containsOnly(Settled.APPLIED);
        assertThat(go.zcard(RESERVED)).isEqualTo(JOBS);
        assertThat(done(source, second)).hasSize(JOBS).containsOnly(Settled.APPLIED);
        assertThat(go.exists(RESERVED)).isFalse();
    }

    @Test
    void where_one_is_held_no_more_the_others_are_done_and_it_is_told() throws Exception {
        JobSource source = source();
        List<Reservation> jobs = reserved(source, JOBS);
        byte[] taken = go.zrange(RESERVED, 2, 2).get(0);
        go.zrem(RESERVED, taken);
        go.lpush(WAITING, taken);

        List<Settled> answers = done(source, jobs);

        assertThat(answers).hasSize(JOBS).containsOnlyOnce(Settled.LEASE_LOST);
        assertThat(answers.stream().filter(Settled.APPLIED::equals)).hasSize(JOBS - 1);
        assertThat(go.exists(RESERVED)).isFalse();
        assertThat(go.lrange(WAITING, 0, -1)).containsExactly(taken);
    }

    @Test
    void what_another_program_put_at_their_score_stays() throws Exception {
        JobSource source = source();
        List<Reservation> jobs = reserved(source, JOBS);
        go.zadd(RESERVED, go.zrangeWithScores(RESERVED, 0, 0).get(0).getScore(), FROM_GO);

        assertThat(done(source, jobs)).hasSize(JOBS).containsOnly(Settled.APPLIED);

        assertThat(go.zrange(RESERVED, 0, -1)).containsExactly(FROM_GO);
    }

    @Test
    void what_another_program_put_in_place_of_one_stays() throws Exception {
        JobSource source = source();
        List<Reservation> jobs = reserved(source, JOBS);
        Tuple first = go.zrangeWithScores(RESERVED, 0, -1).stream()
                .filter(each ->
                        each.getElement().contains(jobs.get(0).job().body().utf8()))
                .findFirst()
                .orElseThrow();
        go.zadd(RESERVED, first.getScore(), FROM_GO);
        go.zrem(RESERVED, first.getBinaryElement());

        List<Settled> answers = done(source, jobs);

        assertThat(answers).startsWith(Settled.LEASE_LOST).endsWith(Settled.APPLIED);
        assertThat(go.zrange(RESERVED, 0, -1)).containsExactly(FROM_GO);
    }

    @Test
    void one_that_is_settled_twice_is_not_taken_for_another() throws Exception {
        JobSource source = source();
        List<Reservation> jobs = reserved(source, 2);

        List<Settled> answers = done(source, List.of(jobs.get(0), jobs.get(0)));

        assertThat(answers).containsExactlyInAnyOrder(Settled.APPLIED, Settled.LEASE_LOST);
        assertThat(go.zcard(RESERVED)).isEqualTo(1);
        assertThat(done(source, List.of(jobs.get(1)))).containsExactly(Settled.APPLIED);
    }

    @Test
    void one_with_another_fate_goes_its_way_and_the_others_are_done() throws Exception {
        JobSource source = source();
        List<Reservation> jobs = reserved(source, JOBS);
        List<Settlement> settlements = new ArrayList<>(settlements(jobs));
        settlements.set(1, new Settlement(jobs.get(1), Outcome.dead("no")));
        settlements.set(3, new Settlement(jobs.get(3), Outcome.giveBack()));

        assertThat(source.settle(settlements)).hasSize(JOBS).containsOnly(Settled.APPLIED);

        assertThat(List.of(go.zcard(RESERVED), go.llen(FAILED), go.llen(WAITING)))
                .containsExactly(0L, 1L, 1L);
    }

    @Test
    void one_that_is_extended_is_settled_by_itself() throws Exception {
        JobSource source = source();
        List<Reservation> jobs = reserved(source, JOBS);

        assertThat(source.extend(jobs.subList(0, 2))).containsExactly(Settled.APPLIED, Settled.APPLIED);
        assertThat(done(source, jobs)).hasSize(JOBS).containsOnly(Settled.APPLIED);

        assertThat(go.exists(RESERVED)).isFalse();
    }

    @Test
    void equal_members_of_one_call_are_reserved_one_at_a_time() throws Exception {
        go.lpush(WAITING, FROM_GO, FROM_GO);
        go.lpush(WAITING, go.lrange(WAITING, 0, 0).get(0));
        JobSource source = source();

        List<Reservation> jobs = source.reserve(JOBS, SOON);

        assertThat(jobs).hasSize(1);
        assertThat(go.zcard(RESERVED)).isEqualTo(1);
        assertThat(go.zcard(DELAYED) + go.llen(WAITING)).isEqualTo(2);
        assertThat(done(source, jobs)).containsExactly(Settled.APPLIED);
        assertThat(go.exists(RESERVED)).isFalse();
    }

    /** Scores that somebody has are passed over, and whole seconds, which core-queue's own processes write. */
    @Test
    void a_free_score_is_nobodys() throws Exception {
        String script = text("shared.lua") + text("envelope.lua")
                + "return string.format('%.0f', free_score(KEYS[1], tonumber(ARGV[1])))";
        List<byte[]> keys = List.of(RESERVED);
        for (String taken : List.of("1700000000.000001", "1700000000.000002", "1700000000.999999")) {
            go.zadd(RESERVED, Double.parseDouble(taken), taken.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(Stream.of("1700000000000000", "1700000000000003", "1700000000999999")
                        .map(from -> go.eval(
                                script.getBytes(StandardCharsets.UTF_8),
                                keys,
                                List.of(from.getBytes(StandardCharsets.UTF_8))))
                        .map(free -> new String((byte[]) free, StandardCharsets.UTF_8)))
                .containsExactly("1700000000000003", "1700000000000003", "1700000001000001");
    }

    private static String text(String script) throws IOException {
        try (InputStream in = Objects.requireNonNull(RedisQueueBackend.class.getResourceAsStream(script))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<Reservation> reserved(JobSource source, int count) throws InterruptedException {
        backend.sink("mail")
                .put(IntStream.range(0, count)
                        .mapToObj(i -> NewJob.of("job " + i))
                        .toList());
        List<Reservation> jobs = source.reserve(count, SOON);
        assertThat(jobs).hasSize(count);
        return jobs;
    }

    private static List<Settled> done(JobSource source, List<Reservation> jobs) {
        return source.settle(settlements(jobs));
    }

    private static List<Settlement> settlements(List<Reservation> jobs) {
        return jobs.stream().map(job -> new Settlement(job, Outcome.done())).toList();
    }
}
