package io.jobferry.itests.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Strikes in their order, drawn from a seed. */
record CrashScript(List<Strike> strikes) {
    /** One kill in so many takes somebody else along. */
    private static final int TOGETHER = 4;

    private static final int LONGEST_MILLIS = 4_000;
    private static final List<Blow> ON_THE_LINE = List.of(Blow.CUT, Blow.SLOW, Blow.STRAND);

    /**
     * So many kills, of each victim as often as of any other; after every second one something that is no kill, and from
     * four kills on a second carrier joins and leaves in the middle.
     *
     * @param cast in the order in which they have to be started; the carrier is the last
     * @param carrierDies how the carrier dies: {@link Blow#KILL_UNSETTLED} at every other time where that is possible
     */
    static CrashScript draw(long seed, int kills, List<Victim> cast, Blow carrierDies) {
        Random random = new Random(seed);
        Victim carrier = cast.get(cast.size() - 1);
        List<Victim> turns = new ArrayList<>();
        List<Strike> strikes = new ArrayList<>();
        int carriersTurns = 0;
        for (int kill = 0; kill < kills; kill++) {
            Victim victim = next(turns, cast, random);
            if (victim.equals(carrier) && carriersTurns++ % 2 == 0) {
                strikes.add(new Strike(carrierDies, List.of(victim), Duration.ZERO));
            } else {
                strikes.add(new Strike(Blow.KILL, together(random, victim, cast), Duration.ZERO));
            }
            if (kill % 2 == 1) {
                strikes.add(noKill(random, cast));
            }
            if (kills >= 4 && kill == kills / 2) {
                strikes.add(new Strike(Blow.JOIN, List.of(), lasting(random)));
            }
        }
        return new CrashScript(List.copyOf(strikes));
    }

    /**
     * So many strikes that the carrier outlives; every second one is a kill, of each other victim as often as of any other.
     *
     * @param cast as above
     */
    static CrashScript sparing(long seed, int count, List<Victim> cast) {
        Random random = new Random(seed);
        List<Victim> others = cast.subList(0, cast.size() - 1);
        List<Victim> turns = new ArrayList<>();
        List<Strike> strikes = new ArrayList<>();
        for (int strike = 0; strike < count; strike++) {
            strikes.add(
                    strike % 2 == 0
                            ? new Strike(Blow.KILL, List.of(next(turns, others, random)), Duration.ZERO)
                            : noKill(random, cast));
        }
        return new CrashScript(List.copyOf(strikes));
    }

    /** The carrier dies once, and does not come to delete what it has carried. */
    static CrashScript forgetful(Victim carrier) {
        return new CrashScript(List.of(new Strike(Blow.KILL_UNSETTLED, List.of(carrier), Duration.ZERO)));
    }

    /** Whose turn it is; in what order is drawn anew when all had theirs. */
    private static Victim next(List<Victim> turns, List<Victim> all, Random random) {
        if (turns.isEmpty()) {
            turns.addAll(all);
            Collections.shuffle(turns, random);
        }
        return turns.remove(turns.size() - 1);
    }

    private static List<Victim> together(Random random, Victim victim, List<Victim> cast) {
        Victim other = cast.get(random.nextInt(cast.size()));
        boolean alone = random.nextInt(TOGETHER) > 0;
        return cast.stream()
                .filter(each -> each.equals(victim) || (!alone && each.equals(other)))
                .toList();
    }

    private static Strike noKill(Random random, List<Victim> cast) {
        int drawn = random.nextInt(ON_THE_LINE.size() + 1);
        if (drawn == ON_THE_LINE.size()) {
            return new Strike(Blow.FREEZE, List.of(cast.get(random.nextInt(cast.size()))), lasting(random));
        }
        Blow blow = ON_THE_LINE.get(drawn);
        return new Strike(blow, List.of(), blow == Blow.SLOW ? lasting(random) : Duration.ZERO);
    }

    private static Duration lasting(Random random) {
        return Duration.ofMillis(500 + random.nextInt(LONGEST_MILLIS - 500));
    }
}
