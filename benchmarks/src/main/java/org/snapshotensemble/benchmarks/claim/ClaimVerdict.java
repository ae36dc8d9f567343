package org.snapshotensemble.benchmarks.claim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.statistics.descriptive.Mean;
import org.snapshotensemble.benchmarks.claim.SeedPairs.Pair;
import org.snapshotensemble.evaluation.McNemar;

/** What the results say, in sentences: on the data that matter most, against five trainings, and elsewhere. */
final class ClaimVerdict {

    /** Fewer points are none when they are rounded. */
    private static final double LEVEL = 0.005;

    private final List<ResultGroup> groups;

    /**
     * Reads results.
     *
     * @param groups the one that matters most first
     */
    ClaimVerdict(List<ResultGroup> groups) {
        this.groups =
                groups.stream().filter(group -> !snapshots(group).isEmpty()).toList();
    }

    /** Three sentences; fewer where results are missing. */
    List<String> sentences() {
        return groups.isEmpty() ? List.of() : sentences(List.of());
    }

    /** The same, and what lies behind the first of them. */
    List<String> inDetail() {
        if (groups.isEmpty()) {
            return List.of();
        }
        ResultGroup main = groups.get(0);
        return sentences(Stream.of(Optional.of(ofTheSame(main)), againstStepDecay(main), withoutRestarts(main))
                .flatMap(Optional::stream)
                .toList());
    }

    private List<String> sentences(List<String> details) {
        ResultGroup main = groups.get(0);
        List<String> sentences = new ArrayList<>();
        sentences.add(onTheMain(main));
        sentences.addAll(details);
        SeedPairs five = pairs(main, ClaimRecipes.INDEPENDENT, ClaimRecipes.REFERENCE);
        if (!five.isEmpty()) {
            sentences.add(againstFive(main, five));
        }
        if (groups.size() > 1) {
            sentences.add(elsewhere());
        }
        return sentences;
    }

    private static SeedPairs snapshots(ResultGroup group) {
        return pairs(group, ClaimRecipes.SNAPSHOTS, ClaimRecipes.REFERENCE);
    }

    private static SeedPairs pairs(ResultGroup group, String recipe, String other) {
        return SeedPairs.of(group.done(recipe), group.done(other));
    }

    private static String onTheMain(ResultGroup group) {
        SeedPairs snapshots = snapshots(group);
        return String.format(
                Locale.ROOT,
                "On %s with the %s, five snapshots of one training predict %.2f %% of the test images right, and the same"
                        + " budget in one cosine cycle %.2f %%: %s.",
                name(group.data()),
                group.network(),
                100 * snapshots.accuracy(),
                100 * snapshots.otherAccuracy(),
                outcome(snapshots));
    }

    /** What of it is the ensemble's, and what the restarts' alone. */
    private static String ofTheSame(ResultGroup group) {
        SeedPairs snapshots = snapshots(group);
        double[] gains = snapshots.pairs().stream()
                .map(Pair::one)
                .mapToDouble(one -> one.accuracy() - one.lastAccuracy())
                .toArray();
        return String.format(
                Locale.ROOT,
                "%sThe last of the five alone reaches %.2f %%: to ask all of them is %s%s.",
                lastThree(group, snapshots),
                100 * snapshots.mean(pair -> pair.one().lastAccuracy()),
                difference(100 * Mean.of(gains).getAsDouble()),
                SeedDifferences.of(gains).inPoints());
    }

    private static String lastThree(ResultGroup group, SeedPairs snapshots) {
        SeedPairs last = pairs(group, ClaimRecipes.LAST_SNAPSHOTS, ClaimRecipes.SNAPSHOTS);
        return last.size() < snapshots.size()
                ? ""
                : String.format(Locale.ROOT, "The last three reach %.2f %%. ", 100 * last.accuracy());
    }

    /** What the paper holds its snapshots against. */
    private static Optional<String> againstStepDecay(ResultGroup group) {
        SeedPairs pairs = pairs(group, ClaimRecipes.SNAPSHOTS, ClaimRecipes.STEP_DECAY);
        return pairs.isEmpty()
                ? Optional.empty()
                : Optional.of("Against step decay five snapshots are " + outcome(pairs) + ".");
    }

    /** Tells of the schedule without restarts that does best, where it is not the one that all are held against. */
    private static Optional<String> withoutRestarts(ResultGroup group) {
        List<String> recipes = ClaimRecipes.WITHOUT_RESTARTS.stream()
                .filter(recipe -> pairs(group, recipe, ClaimRecipes.SNAPSHOTS).size()
                        == snapshots(group).size())
                .toList();
        return recipes.stream()
                .max(Comparator.comparingDouble(recipe -> accuracyBeside(group, recipe)))
                .filter(recipe -> !recipe.equals(ClaimRecipes.REFERENCE))
                .map(recipe -> String.format(
                        Locale.ROOT,
                        "Of %d trainings without restarts %s has the highest mean on these test images, %.2f %%: against"
                                + " one cosine cycle %s.",
                        recipes.size(),
                        recipe.replace(",", " with"),
                        100 * accuracyBeside(group, recipe),
                        outcome(pairs(group, recipe, ClaimRecipes.REFERENCE))));
    }

    /** Over the seeds under which there are snapshots, too. */
    private static double accuracyBeside(ResultGroup group, String recipe) {
        return pairs(group, recipe, ClaimRecipes.SNAPSHOTS).accuracy();
    }

    private static String outcome(SeedPairs pairs) {
        return difference(pairs.points())
                + (pairs.size() == 1 ? " under " : " over ")
                + seeds(pairs)
                + pairs.overSeeds().inPoints();
    }

    private static String difference(double points) {
        String size = String.format(Locale.ROOT, "%.2f", Math.abs(points));
        return size.equals("0.00")
                ? "no difference"
                : "a " + (points < 0 ? "loss" : "gain") + " of " + size + " points";
    }

    private static String seeds(SeedPairs pairs) {
        return pairs.size() == 1 ? "one seed" : pairs.size() + " seeds";
    }

    private static String againstFive(ResultGroup group, SeedPairs five) {
        return String.format(
                Locale.ROOT,
                "Five networks trained apart, with a weight decay, for five times the budget, reach %.2f %%%s%s.",
                100 * five.accuracy(),
                five.size() < snapshots(group).size() ? ", under " + seeds(five) : "",
                inOneTraining(group));
    }

    private static String inOneTraining(ResultGroup group) {
        SeedPairs pairs = pairs(group, ClaimRecipes.LONG_SNAPSHOTS, ClaimRecipes.LONG_REFERENCE);
        return pairs.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; one training of that length, with the same decay, %.2f %% in one cosine cycle and %.2f %% by five snapshots, %s",
                        100 * pairs.otherAccuracy(),
                        100 * pairs.accuracy(),
                        outcome(pairs));
    }

    private String elsewhere() {
        Map<Finding, List<String>> found = new EnumMap<>(Finding.class);
        for (ResultGroup group : groups.subList(1, groups.size())) {
            SeedPairs snapshots = snapshots(group);
            found.computeIfAbsent(Finding.of(snapshots), any -> new ArrayList<>())
                    .add(String.format(
                            Locale.ROOT,
                            "%s, %s (%+.2f points, %s)",
                            name(group.data()),
                            group.network(),
                            snapshots.points(),
                            examples(snapshots)));
        }
        boolean also = Finding.of(snapshots(groups.get(0))) == Finding.PAY;
        String sentence = found.entrySet().stream()
                .map(entry -> entry.getKey().words(also) + String.join("; ", entry.getValue()))
                .collect(Collectors.joining("; "));
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".";
    }

    /** By how many test examples they differ, over all seeds: of few data a point is not much. */
    private static String examples(SeedPairs pairs) {
        McNemar all = pairs.overExamples();
        int more = Math.abs(all.onlyEnsembleRight() - all.onlyOtherRight());
        return more == 1 ? "1 test example" : more + " test examples";
    }

    /** What the seeds say of snapshots. */
    private enum Finding {
        PAY,
        NO_GAIN,
        BEHIND,
        LOSE,
        TOO_FEW_SEEDS;

        static Finding of(SeedPairs pairs) {
            SeedDifferences test = pairs.overSeeds();
            boolean level = Math.abs(pairs.points()) < LEVEL;
            if (test.differences().isEmpty() || (test.pValue().isEmpty() && !level)) {
                return TOO_FEW_SEEDS;
            }
            if (test.isBeyondChance()) {
                return pairs.points() > 0 ? PAY : LOSE;
            }
            return pairs.points() > 0 || level ? NO_GAIN : BEHIND;
        }

        String words(boolean also) {
            return switch (this) {
                case PAY -> "snapshots " + (also ? "also " : "") + "pay on ";
                case NO_GAIN -> "no gain beyond the spread of the seeds is shown on ";
                case BEHIND -> "snapshots are behind, though not beyond the spread of the seeds, on ";
                case LOSE -> "snapshots lose on ";
                case TOO_FEW_SEEDS -> "too few seeds tell of ";
            };
        }
    }

    /** What data are called in a sentence. */
    static String name(String data) {
        return switch (data) {
            case "fashion" -> "Fashion-MNIST";
            case "cancer" -> "the breast cancer data";
            case "digits" -> "the digits";
            default -> data;
        };
    }
}
