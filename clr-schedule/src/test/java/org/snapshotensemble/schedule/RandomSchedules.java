package org.snapshotensemble.schedule;

import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Draws schedules with random numbers, the same ones for the same seed. */
final class RandomSchedules {

    private static final List<Function<Random, Schedule>> POLICIES = List.of(
            random -> Schedules.triangular(low(random), high(random), length(random)),
            random -> Schedules.triangular2(low(random), high(random), length(random)),
            random -> Schedules.expRange(low(random), high(random), length(random), 1 - random.nextDouble()),
            random -> Schedules.cosineRestarts(high(random), low(random), length(random), 1 + random.nextInt(4)),
            random -> Schedules.cosineRestarts(
                    high(random), low(random), length(random), 1 + random.nextInt(4), length(random)),
            random -> {
                int total = length(random);
                return Schedules.snapshotCosine(high(random), total, 1 + random.nextInt(total));
            },
            random -> {
                int total = length(random);
                int cycles = 1 + random.nextInt(total);
                return Schedules.snapshotCosine(high(random), total, cycles, random.nextInt(total - cycles + 1));
            },
            random -> Schedules.oneCycle(
                    high(random),
                    length(random),
                    random.nextDouble(),
                    random.nextBoolean() ? Annealing.COSINE : Annealing.LINEAR,
                    1 + 50 * random.nextDouble(),
                    1 + 1e5 * random.nextDouble()),
            random -> Schedules.fge(high(random), low(random), 2 * length(random)),
            random -> Schedules.stepDecay(high(random), 1 - random.nextDouble(), length(random)),
            random -> {
                int every = length(random);
                return Schedules.stepDecay(high(random), 1 - random.nextDouble(), every, random.nextInt(every + 1));
            },
            random -> Schedules.constant(low(random)));

    private RandomSchedules() {}

    static List<Schedule> ofEveryPolicy(long seed) {
        Random random = new Random(seed);
        return POLICIES.stream().map(policy -> policy.apply(random)).toList();
    }

    static List<CyclicSchedule> cyclic(long seed) {
        return ofEveryPolicy(seed).stream()
                .filter(CyclicSchedule.class::isInstance)
                .map(CyclicSchedule.class::cast)
                .toList();
    }

    private static double low(Random random) {
        return random.nextInt(4) == 0 ? 0 : random.nextDouble() * Math.pow(10, -1 - random.nextInt(12));
    }

    private static double high(Random random) {
        return 0.1 + random.nextDouble() * Math.pow(10, random.nextInt(3));
    }

    private static int length(Random random) {
        return 1 + random.nextInt(random.nextBoolean() ? 5 : 400);
    }
}
