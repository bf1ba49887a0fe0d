package io.jobferry.redisqueue;

import io.jobferry.Job;
import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.QueueException;
import io.jobferry.Reservation;
import io.jobferry.Settled;
import io.jobferry.Settlement;
import io.jobferry.jedis.Limits;
import io.jobferry.jedis.Openings;
import io.jobferry.jedis.RespError;
import io.jobferry.jedis.RespLine;
import io.jobferry.jedis.WaitingLine;
import io.jobferry.jedis.Whereabouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs from one list or several. Reserving is one script a list, so a job is never between two keys. Waiting is a
 * doorbell: BLMOVE on a connection of its own moves the first job that comes to {@code claimed}, from where any source's
 * next reserve takes it. A reservation lives at the server, not in a connection: it is settled over any later one.
 */
final class RedisSource implements JobSource, Openings.Opening {
    private static final Logger LOG = LoggerFactory.getLogger(RedisSource.class);

    /** A delayed job, or one of a dead worker, rings no bell: they are looked for at least this often. */
    private static final Duration LONGEST_RING = Duration.ofSeconds(1);

    /** Redis waits for one list at a time: of several, each in turn. */
    private static final Duration TURN = Duration.ofMillis(100);

    private final List<RespLine> lines;
    private final List<WaitingLine> doorbells; // as many as lines: one for all queues, or one each
    private final List<JobQueue> queues;
    private final Openings openings;
    private final Set<Reservation> held = ConcurrentHashMap.newKeySet();
    private volatile BiConsumer<Job, String> quarantine = (job, reason) -> {};
    private int first; // the reserving thread's: whose turn it is

    RedisSource(List<String> names, RedisLayout layout, Whereabouts where, Openings openings) {
        int servers = where.dependOnQueue() ? names.size() : 1;
        this.lines = Stream.generate(() -> new RespLine(where)).limit(servers).toList();
        this.doorbells =
                Stream.generate(() -> new WaitingLine(where)).limit(servers).toList();
        this.queues = IntStream.range(0, names.size())
                .mapToObj(i -> JobQueue.of(names.get(i), layout, lines.get(i % servers)))
                .toList();
        this.openings = openings;
        openings.add(this);
    }

    @Override
    public List<Reservation> reserve(int max, Duration wait) throws InterruptedException {
        long until = System.nanoTime() + wait.toNanos();
        while (true) {
            Limits.check(max, wait);
            List<Reservation> jobs = new ArrayList<>();
            long nextDueNanos = take(max, jobs);
            long left = until - System.nanoTime();
            if (!jobs.isEmpty() || left <= 0 || !rings(Math.min(left, nextDueNanos))) {
                return jobs;
            }
        }
    }

    @Override
    public List<Settled> settle(List<Settlement> settlements) {
        List<RedisSettlement> own = own(settlements);
        return settled(own, List.of(byQueue(own, RedisSettlement::reservation, JobQueue::settle)));
    }

    @Override
    public Turn settleAndReserve(List<Settlement> settlements, int max) {
        if (queues.size() > 1 || max < 1 || Thread.currentThread().isInterrupted()) {
            return JobSource.super.settleAndReserve(settlements, max); // each queue has keys of its own
        }
        List<RedisSettlement> own = own(settlements);
        JobQueue queue = queues.get(0);
        JobQueue.Turn turn;
        synchronized (queue) { // as in byQueue()
            turn = queue.settleAndTake(own, max);
        }
        List<Reservation> jobs = new ArrayList<>();
        taken(turn.taken(), jobs);
        return new Turn(settled(own, turn.settled()), jobs);
    }

    private List<Settled> settled(List<RedisSettlement> settlements, List<Settled> answers) {
        for (int i = 0; i < answers.size(); i++) {
            // What may be settled is never given back at the end, although nobody answered: that would make a new job
            // of it.
            boolean ended = settlements.get(i).outcome().kind() != Outcome.Kind.RETURN;
            if (ended || answers.get(i) == Settled.APPLIED || answers.get(i) == Settled.LEASE_LOST) {
                held.remove(settlements.get(i).reservation());
            }
        }
        return answers;
    }

    private static List<RedisSettlement> own(List<Settlement> settlements) {
        List<RedisSettlement> own = new ArrayList<>(settlements.size());
        for (Settlement settlement : settlements) {
            own.add(new RedisSettlement(RedisReservation.of(settlement.reservation()), settlement.outcome()));
        }
        return own;
    }

    @Override
    public List<Settled> extend(List<Reservation> reservations) {
        List<RedisReservation> own =
                reservations.stream().map(RedisReservation::of).toList();
        Settled[] answers = byQueue(own, Function.identity(), JobQueue::extend);
        for (int i = 0; i < answers.length; i++) {
            if (answers[i] == Settled.LEASE_LOST) {
                held.remove(own.get(i));
            }
        }
        return List.of(answers);
    }

    @Override
    public int attempt(Reservation reservation) {
        return reservation.job().attempt().orElse(1);
    }

    @Override
    public void onQuarantined(BiConsumer<Job, String> told) {
        quarantine = told;
    }

    @Override
    public void wakeup() {
        doorbells.forEach(WaitingLine::wakeup);
    }

    @Override
    public void close() {
        doorbells.forEach(WaitingLine::close);
        // What does not arrive comes again when its lease ends.
        settle(held.stream()
                .map(reservation -> new Settlement(reservation, Outcome.giveBack()))
                .toList());
        unclaim();
        lines.forEach(RespLine::close);
        openings.remove(this);
    }

    private void unclaim() {
        try {
            queues.forEach(JobQueue::unclaim);
        } catch (QueueException e) {
            LOG.debug("jobs may wait in claimed for the next source: {}", e.getMessage());
        }
    }

    /** Adds what is ready, beginning with another list each time; returns when the next one comes due. */
    private long take(int max, List<Reservation> jobs) {
        long nextDueNanos = Long.MAX_VALUE;
        for (int i = 0; i < queues.size() && jobs.size() < max; i++) {
            JobQueue queue = queues.get((first + i) % queues.size());
            JobQueue.Taken taken = queue.take(max - jobs.size());
            taken(taken, jobs);
            nextDueNanos = Math.min(nextDueNanos, taken.nextDueNanos());
        }
        first = (first + 1) % queues.size();
        return nextDueNanos;
    }

    private void taken(JobQueue.Taken taken, List<Reservation> jobs) {
        jobs.addAll(taken.jobs());
        held.addAll(taken.jobs());
        taken.quarantined().forEach(one -> quarantine.accept(one.job(), one.reason()));
    }

    /** Whether to look again: a job was moved to {@code claimed}, or the time is up; false at a wakeup. */
    private boolean rings(long nanos) {
        Duration longest = queues.size() == 1 ? LONGEST_RING : TURN;
        Duration wait = Duration.ofNanos(Math.min(nanos, longest.toNanos()));
        JobQueue queue = queues.get(first);
        WaitingLine doorbell = doorbells.get(first % doorbells.size());
        try {
            return doorbell.call(queue.ring(wait), wait).isPresent();
        } catch (RespError e) {
            if (!e.code().equals("OOM")) {
                throw e;
            }
            // Out of memory Redis moves nothing to another list, but still lets jobs be reserved: we look for them.
            return doorbell.call(queue.pause(TURN), TURN).isPresent();
        }
    }

    /** One call for each list's part; answer i is for item i. */
    private static <T> Settled[] byQueue(
            List<T> items,
            Function<T, RedisReservation> reservation,
            BiFunction<JobQueue, List<T>, List<Settled>> call) {
        Map<JobQueue, List<Integer>> places = new HashMap<>();
        IntStream.range(0, items.size())
                .forEach(i -> places.computeIfAbsent(
                                reservation.apply(items.get(i)).queue(), queue -> new ArrayList<>())
                        .add(i));
        Settled[] answers = new Settled[items.size()];
        places.forEach((queue, indexes) -> {
            List<T> own = indexes.stream().map(items::get).toList();
            List<Settled> part;
            // An extension changes the score that a settlement names: made before it and sent after it, it would be
            // LEASE_LOST. Nobody waits longer for this, since the queue's line serves one call at a time.
            synchronized (queue) {
                part = call.apply(queue, own);
            }
            for (int i = 0; i < part.size(); i++) {
                answers[indexes.get(i)] = part.get(i);
            }
        });
        return answers;
    }
}
