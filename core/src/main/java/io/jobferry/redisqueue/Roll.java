package io.jobferry.redisqueue;

import io.jobferry.QueueException;
import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reservations of one call of settle.lua or extend.lua: those of a batch called by one mask, each other one by its
 * name. The script answers in the same shape. One thread.
 *
 * <pre>
 * asked     how many batches; of each its stamp and 0110…01, a 1 at each reservation's place; then the names
 * answered  0100…01 for each batch, a 1 for each that was held; then 1 or 0 for each name
 * </pre>
 */
final class Roll {
    private final Map<Batch, Mask> masks = new LinkedHashMap<>();
    private final List<byte[]> names = new ArrayList<>();
    private final List<RedisReservation> called;
    private final List<@Nullable Mask> maskOf; // null where one is called by name
    private int named;
    private @Nullable Mask last;

    /** For about so many reservations. */
    Roll(int count) {
        called = new ArrayList<>(count);
        maskOf = new ArrayList<>(count);
    }

    /** Calls the next one by its batch; false, and it is not called yet, if it has none or was called before. */
    boolean callByBatch(RedisReservation reservation) {
        Batch batch = reservation.batch();
        if (batch == null) {
            return false;
        }
        Mask mask = mask(batch);
        if (mask.isSet(reservation.place())) {
            return false; // of two settlements the second finds nothing
        }
        mask.set(reservation.place());
        called.add(reservation);
        maskOf.add(mask);
        return true;
    }

    /** Calls the next one by its name, and what else the script wants to know. */
    void callByName(RedisReservation reservation, byte[]... more) {
        called.add(reservation);
        maskOf.add(null);
        named++;
        names.add(reservation.name());
        Collections.addAll(names, more);
    }

    /** The script's arguments behind the first. */
    List<byte[]> arguments(byte[] first) {
        List<byte[]> arguments = new ArrayList<>(2 + 2 * masks.size() + names.size());
        arguments.add(first);
        arguments.add(Script.number(masks.size()));
        for (Mask mask : masks.values()) {
            arguments.add(Script.number(mask.batch.stamp()));
            arguments.add(mask.places);
        }
        arguments.addAll(names);
        return arguments;
    }

    /** What became of each, in the order in which they were called. */
    List<Settled> answers(Reply reply) {
        try {
            return answers(reply.atLeast(masks.size() + named));
        } catch (QueueException e) {
            return Collections.nCopies(called.size(), JobQueue.answer(e));
        }
    }

    private List<Settled> answers(List<Reply> replies) {
        int next = 0;
        for (Mask mask : masks.values()) {
            mask.answered(replies.get(next++).bytes());
        }
        List<Settled> answers = new ArrayList<>(called.size());
        for (int i = 0; i < called.size(); i++) {
            Mask mask = maskOf.get(i);
            boolean held = mask == null
                    ? replies.get(next++).integer() == 1
                    : mask.isSet(called.get(i).place());
            answers.add(held ? Settled.APPLIED : Settled.LEASE_LOST);
        }
        return answers;
    }

    private Mask mask(Batch batch) {
        if (last == null || !last.batch.equals(batch)) { // most come batch by batch
            last = masks.computeIfAbsent(batch, Mask::new);
        }
        return last;
    }

    /** A digit for each job of a batch: as it is asked, then as it was answered. */
    private static final class Mask {
        private final Batch batch;
        private byte[] places;

        Mask(Batch batch) {
            this.batch = batch;
            this.places = "0".repeat(batch.size()).getBytes(StandardCharsets.US_ASCII);
        }

        boolean isSet(int place) {
            return places[place - 1] == '1';
        }

        void set(int place) {
            places[place - 1] = '1';
        }

        void answered(byte[] answer) {
            if (answer.length != places.length) {
                throw new QueueException(
                        QueueException.Kind.PROTOCOL,
                        "answer is not for " + places.length + " jobs: " + answer.length + " (batch " + batch.stamp()
                                + ")");
            }
            places = answer;
        }
    }
}
