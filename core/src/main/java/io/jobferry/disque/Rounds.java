package io.jobferry.disque;

import io.jobferry.Settled;
import io.jobferry.jedis.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandArguments;

/**
 * Settlements on their way, a round trip a step for all of a node: most end with the first. Each goes to the node that
 * delivered its job, which knows it; where that cannot be reached to another, which may have a copy.
 */
final class Rounds {
    private final Lines lines;

    Rounds(Lines lines) {
        this.lines = lines;
    }

    /** Takes the steps until all have ended; step i is of reservation i, and so is the answer. */
    List<Settled> run(List<DisqueReservation> reservations, List<Step> steps) {
        Step[] at = steps.toArray(Step[]::new);
        Map<Node, List<Integer>> byNode = new LinkedHashMap<>();
        for (int i = 0; i < at.length; i++) {
            byNode.computeIfAbsent(reservations.get(i).node(), node -> new ArrayList<>())
                    .add(i);
        }
        byNode.forEach((node, places) -> {
            for (Round round = new Round(at, places); round.goesOn(); round = new Round(at, places)) {
                round.take(lines.callNear(node, round.commands));
            }
        });
        List<Settled> answers = new ArrayList<>(at.length);
        for (Step step : at) {
            answers.add(((Step.End) step).answer());
        }
        return answers;
    }

    /** The commands of one round trip, and which settlements each is about. */
    private static final class Round {
        final List<CommandArguments> commands = new ArrayList<>();
        private final List<List<Integer>> about = new ArrayList<>();
        private final Step[] at;

        Round(Step[] at, List<Integer> places) {
            this.at = at;
            Map<AckMode, List<Integer>> acknowledged = new LinkedHashMap<>();
            for (int place : places) {
                if (at[place] instanceof Step.Send send) {
                    commands.add(send.command());
                    about.add(List.of(place));
                } else if (at[place] instanceof Step.Acknowledge ack) {
                    acknowledged
                            .computeIfAbsent(ack.mode(), mode -> new ArrayList<>())
                            .add(place);
                }
            }
            acknowledged.forEach((mode, all) -> {
                commands.add(
                        Commands.acknowledge(mode, all.stream().map(this::id).toList()));
                about.add(all);
            });
        }

        private String id(int place) {
            return ((Step.Acknowledge) at[place]).id();
        }

        boolean goesOn() {
            return !commands.isEmpty();
        }

        void take(List<Reply> replies) {
            for (int i = 0; i < replies.size(); i++) {
                for (int place : about.get(i)) {
                    at[place] = at[place].answered(replies.get(i));
                }
            }
        }
    }
}
