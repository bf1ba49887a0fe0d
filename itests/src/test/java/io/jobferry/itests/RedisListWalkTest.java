package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.JobSource;
import io.jobferry.JobState;
import io.jobferry.Outcome;
import io.jobferry.QueueAdmin;
import io.jobferry.QueueStats;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.redisqueue.RedisEnvelope;
import io.jobferry.redisqueue.RedisLayout;
import io.jobferry.redisqueue.RedisQueueBackend;
import io.jobferry.redisqueue.RedisQueueOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** A random walk over all that can be done with a plain list, beside a model of where each job must be. */
@NeedsServer(ServerKind.REDIS)
class RedisListWalkTest {
    private static final int STEPS = 400;
    private static final String OURS = "{mail}:jobferry:";
    private static final int LARGE = 200 * 1024;

    private final RedisQueueBackend backend;
    private final Jedis other;
    private final QueueAdmin admin;
    private final List<JobSource> sources;
    private final Map<String, Known> jobs = new LinkedHashMap<>();
    private final List<Held> everHeld = new ArrayList<>();
    private Random random = new Random();

    RedisListWalkTest(TestServer redis) {
        backend = new RedisQueueBackend(
                RedisQueueOptions.of(redis.address()).withLayout(RedisLayout.DEFAULT.withEnvelope(RedisEnvelope.RAW)));
        other = new Jedis(HostAndPort.from(redis.address()));
        admin = backend.admin("mail");
        sources = List.of(backend.source(List.of("mail")), backend.source(List.of("mail")));
    }

    @AfterEach
    void closeAll() {
        backend.close();
        other.flushAll();
        other.close();
    }

    private enum Place {
        READY,
        HELD,
        DELAYED,
        DEAD,
        GONE
    }

    /** What must be true of a job. */
    private static final class Known {
        Place place = Place.READY;
        String id = "";
        int failures;
        boolean over; // the lease, or the delay, and nobody has looked since

        @Nullable
        Held held;

        boolean is(Place wanted) {
            return place == wanted;
        }

        void failed(Place next) {
            failures++;
            becomes(next);
        }

        void becomes(Place next) {
            place = next;
            over = false;
            held = null;
        }
    }

    private record Held(String body, Reservation reservation, JobSource source) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void every_job_is_where_the_model_says(long seed) throws Exception {
        random = new Random(seed);

        for (int step = 0; step < STEPS; step++) {
            step(step);
            assertCounts("seed %d, step %d".formatted(seed, step));
        }

        assertThat(allThatIsLeft()).containsExactlyInAnyOrderElementsOf(bodies(job -> !job.is(Place.GONE)));
        assertThat(other.keys("*")).isSubsetOf(OURS + "stamps");
    }

    private void step(int step) throws InterruptedException {
        switch (random.nextInt(14)) {
            case 0, 1 -> push(step);
            case 2, 3, 4 -> reserve();
            case 5, 6, 7, 8 -> settle();
            case 9, 10 -> extend();
            case 11 -> end(random.nextBoolean() ? "batches" : "reserved");
            case 12 -> forget();
            default -> lookAfter();
        }
    }

    private void push(int step) {
        for (int i = random.nextInt(12); i >= 0; i--) {
            String body = "%d.%d".formatted(step, i) + (random.nextInt(60) == 0 ? " ".repeat(LARGE) : "");
            other.lpush("mail", body);
            jobs.put(body, new Known());
        }
    }

    private void reserve() throws InterruptedException {
        JobSource source = sources.get(random.nextInt(sources.size()));
        int max = 1 + random.nextInt(20);
        jobs.values().stream().filter(job -> job.over && job.is(Place.HELD)).forEach(job -> job.failed(Place.READY));
        jobs.values().stream().filter(job -> job.over).forEach(job -> job.becomes(Place.READY));
        int ready = bodies(job -> job.is(Place.READY)).size();

        List<Reservation> reserved = source.reserve(max, Duration.ZERO);

        assertThat(reserved).hasSize(Math.min(max, ready));
        for (Reservation reservation : reserved) {
            String body = reservation.job().body().utf8();
            Known job = known(body);
            assertThat(job.place).as(body).isEqualTo(Place.READY);
            assertThat(reservation.job().attempt()).as(body).hasValue(job.failures + 1);
            assertThat(reservation.job().id()).as(body).isNotEmpty().startsWith(job.id);
            job.becomes(Place.HELD);
            job.id = reservation.job().id();
            job.held = new Held(body, reservation, source);
            everHeld.add(job.held);
        }
    }

    /** Some that are held, and some that were. */
    private void settle() {
        List<Held> some = some();
        Outcome usual = random.nextInt(3) == 0 ? outcome() : Outcome.done();
        for (JobSource source : sources) {
            List<Held> own = some.stream().filter(held -> held.source == source).toList();
            List<Settlement> settlements = own.stream()
                    .map(held -> new Settlement(held.reservation, random.nextInt(8) == 0 ? outcome() : usual))
                    .toList();

            List<Settled> settled = source.settle(settlements);

            for (int i = 0; i < own.size(); i++) {
                assertThat(settled.get(i)).as(own.get(i).body).isEqualTo(answer(own.get(i)));
                if (settled.get(i) == Settled.APPLIED) {
                    settled(known(own.get(i).body), settlements.get(i).outcome());
                }
            }
        }
    }

    private Outcome outcome() {
        return switch (random.nextInt(5)) {
            case 0 -> Outcome.done();
            case 1 -> Outcome.retry(Duration.ZERO);
            case 2 -> Outcome.retry(Duration.ofHours(1));
            case 3 -> Outcome.dead("bad");
            default -> Outcome.giveBack();
        };
    }

    private static void settled(Known job, Outcome outcome) {
        switch (outcome.kind()) {
            case DONE -> job.becomes(Place.GONE);
            case RETRY -> job.failed(outcome.delay().isZero() ? Place.READY : Place.DELAYED);
            case DEAD -> job.becomes(Place.DEAD);
            case RETURN -> {
                job.becomes(Place.READY);
                job.id = job.failures > 0 ? job.id : "";
            }
        }
    }

    private void extend() {
        List<Held> some = some();
        for (JobSource source : sources) {
            List<Held> own = some.stream().filter(held -> held.source == source).toList();

            List<Settled> extended =
                    source.extend(own.stream().map(Held::reservation).toList());

            for (int i = 0; i < own.size(); i++) {
                assertThat(extended.get(i)).as(own.get(i).body).isEqualTo(answer(own.get(i)));
                if (extended.get(i) == Settled.APPLIED) {
                    known(own.get(i).body).over = false;
                }
            }
        }
    }

    /** As if one lease had ended: of all that a batch still holds, or of a job by itself. */
    private void end(String leases) {
        List<String> members = other.zrange(OURS + leases, 0, -1);
        if (members.isEmpty()) {
            return;
        }
        String member = members.get(random.nextInt(members.size()));
        other.zadd(OURS + leases, 1, member);
        List<String> single = other.zrange(OURS + "reserved", 0, -1);
        jobs.values().stream()
                .filter(job -> job.is(Place.HELD))
                .filter(job -> leases.equals("reserved")
                        ? member.split("/", 2)[0].equals(job.id)
                        : isIn(member, job) && single.stream().noneMatch(name -> name.startsWith(job.id)))
                .forEach(job -> job.over = true);
    }

    private static boolean isIn(String batch, Known job) {
        return job.id.startsWith(batch) && job.id.length() == batch.length() + 3;
    }

    /** Of jobs that others hold in a batch, and of jobs that are gone. */
    private void forget() {
        List<String> single = other.zrange(OURS + "reserved", 0, -1);
        List<Known> some = jobs.values().stream()
                .filter(job -> job.is(Place.GONE) || job.is(Place.HELD))
                .filter(job -> !job.id.isEmpty() && single.stream().noneMatch(name -> name.startsWith(job.id)))
                .filter(job -> random.nextInt(10) == 0)
                .toList();
        long there = some.stream().filter(job -> job.is(Place.HELD)).count();

        long forgotten = backend.forget("mail", some.stream().map(job -> job.id).toList());

        assertThat(forgotten).isEqualTo(there);
        some.forEach(job -> job.becomes(Place.GONE));
    }

    /** What an operator does, and time. */
    private void lookAfter() {
        switch (random.nextInt(4)) {
            case 0 -> {
                other.zrange(OURS + "delayed", 0, -1).forEach(id -> other.zadd(OURS + "delayed", 1, id));
                jobs.values().stream().filter(job -> job.is(Place.DELAYED)).forEach(job -> job.over = true);
            }
            case 1 -> purge(JobState.DELAYED, Place.DELAYED);
            case 2 -> purge(JobState.DEAD, Place.DEAD);
            default -> {
                long dead = bodies(job -> job.is(Place.DEAD)).size();
                assertThat(admin.redrive(1000)).isEqualTo(dead);
                jobs.values().stream().filter(job -> job.is(Place.DEAD)).forEach(job -> {
                    job.becomes(Place.READY);
                    job.failures = 0;
                });
            }
        }
    }

    private void purge(JobState state, Place place) {
        long there = bodies(job -> job.is(place)).size();
        assertThat(admin.purge(state, 1000)).isEqualTo(there);
        jobs.values().stream().filter(job -> job.is(place)).forEach(job -> job.becomes(Place.GONE));
    }

    private Settled answer(Held held) {
        return held.equals(known(held.body).held) ? Settled.APPLIED : Settled.LEASE_LOST;
    }

    private Known known(String body) {
        return Objects.requireNonNull(jobs.get(body), body);
    }

    private List<Held> some() {
        List<Held> some = new ArrayList<>();
        int one = 1 + random.nextInt(4);
        everHeld.stream()
                .skip(Math.max(0, everHeld.size() - 60))
                .filter(held -> random.nextInt(one) == 0)
                .forEach(some::add);
        Collections.shuffle(some, random);
        return some;
    }

    private List<String> bodies(Predicate<Known> which) {
        return jobs.keySet().stream().filter(body -> which.test(known(body))).toList();
    }

    private void assertCounts(String when) {
        QueueStats stats = admin.stats();
        assertThat(List.of(
                        stats.ready().orElseThrow(),
                        stats.reserved().orElseThrow(),
                        stats.delayed().orElseThrow(),
                        stats.dead().orElseThrow()))
                .as(when + ": ready, reserved, delayed, dead")
                .containsExactly(count(Place.READY), count(Place.HELD), count(Place.DELAYED), count(Place.DEAD));
    }

    private long count(Place place) {
        return bodies(job -> job.is(place)).size();
    }

    /** Takes all jobs, whoever held them and wherever they were. */
    private List<String> allThatIsLeft() throws InterruptedException {
        admin.redrive(1000);
        for (String times : List.of("batches", "reserved", "delayed")) {
            other.zrange(OURS + times, 0, -1).forEach(member -> other.zadd(OURS + times, 1, member));
        }
        List<String> left = new ArrayList<>();
        JobSource source = sources.get(0);
        List<Reservation> reserved = source.reserve(100, Duration.ZERO);
        while (!reserved.isEmpty()) {
            reserved.forEach(each -> left.add(each.job().body().utf8()));
            List<Settlement> done = reserved.stream()
                    .map(each -> new Settlement(each, Outcome.done()))
                    .toList();
            reserved = source.settleAndReserve(done, 100).reserved();
        }
        return left;
    }
}
