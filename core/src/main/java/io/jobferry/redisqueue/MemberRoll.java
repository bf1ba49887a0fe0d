package io.jobferry.redisqueue;

import io.jobferry.Body;
import io.jobferry.Outcome;
import io.jobferry.QueueException;
import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The moves of one call of envelope_settle.lua: a cohort that is done as a whole is called by its score, each other member
 * by itself. A cohort of which the server holds only a part is called again, member by member. One thread.
 */
final class MemberRoll {
    private static final int ARGUMENTS = 3;

    private final List<MemberMove> moves;
    private final Map<Fence, List<Integer>> cohorts; // indexes of moves
    private final List<Integer> single = new ArrayList<>();

    private MemberRoll(List<MemberMove> moves, Map<Fence, List<Integer>> cohorts) {
        this.moves = moves;
        this.cohorts = cohorts;
        for (int i = 0; i < moves.size(); i++) {
            if (!isDone(moves.get(i)) || !cohorts.containsKey(moves.get(i).fence())) {
                single.add(i);
            }
        }
    }

    /** Of these moves, each member by itself. */
    static MemberRoll oneByOne(List<MemberMove> moves) {
        return new MemberRoll(moves, Map.of());
    }

    /** Of these moves. */
    static MemberRoll of(List<MemberMove> moves) {
        Map<Fence, List<Integer>> cohorts = new LinkedHashMap<>();
        for (int i = 0; i < moves.size(); i++) {
            if (isDone(moves.get(i))) {
                cohorts.computeIfAbsent(moves.get(i).fence(), fence -> new ArrayList<>())
                        .add(i);
            }
        }
        cohorts.entrySet().removeIf(each -> !isWhole(each.getKey(), each.getValue(), moves));
        return new MemberRoll(moves, cohorts);
    }

    private static boolean isDone(MemberMove move) {
        return move.outcome().kind() == Outcome.Kind.DONE && move.fence().cohort() > 0;
    }

    /** Whether all are there, and each once: of two settlements the second finds nothing. */
    private static boolean isWhole(Fence fence, List<Integer> indexes, List<MemberMove> moves) {
        Set<Body> names = new HashSet<>();
        return indexes.size() == fence.cohort()
                && indexes.stream().allMatch(index -> names.add(moves.get(index).name()));
    }

    /** The script's arguments. */
    List<byte[]> arguments() {
        List<byte[]> arguments = new ArrayList<>(1 + ARGUMENTS * cohorts.size() + MemberMove.ARGUMENTS * single.size());
        arguments.add(Script.number(cohorts.size()));
        cohorts.forEach((fence, indexes) -> {
            arguments.add(Script.number(fence.lowest()));
            arguments.add(Script.number(fence.cohort()));
            arguments.add(moves.get(indexes.get(0)).name().bytes());
        });
        single.forEach(index -> moves.get(index).addTo(arguments));
        return arguments;
    }

    /**
     * What became of each.
     *
     * @param again makes moves member by member, and answers so
     */
    List<Settled> answers(Reply reply, Function<List<MemberMove>, List<Settled>> again) {
        try {
            return answers(reply.atLeast(cohorts.size() + single.size()), again);
        } catch (QueueException e) {
            return Collections.nCopies(moves.size(), JobQueue.answer(e));
        }
    }

    private List<Settled> answers(List<Reply> replies, Function<List<MemberMove>, List<Settled>> again) {
        Settled[] answers = new Settled[moves.size()];
        int next = 0;
        List<Integer> parted = new ArrayList<>();
        for (List<Integer> indexes : cohorts.values()) {
            if (replies.get(next++).integer() == 1) {
                indexes.forEach(index -> answers[index] = Settled.APPLIED);
            } else {
                parted.addAll(indexes);
            }
        }
        for (int index : single) {
            answers[index] = replies.get(next++).integer() == 1 ? Settled.APPLIED : Settled.LEASE_LOST;
        }
        if (!parted.isEmpty()) {
            List<Settled> each = again.apply(parted.stream().map(moves::get).toList());
            for (int i = 0; i < parted.size(); i++) {
                answers[parted.get(i)] = each.get(i);
            }
        }
        return List.of(answers);
    }
}
