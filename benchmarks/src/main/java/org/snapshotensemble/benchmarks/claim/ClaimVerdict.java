package org.snapshotensemble.benchmarks.claim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snapshotensemble.evaluation.Interval;
import org.snapshotensemble.evaluation.seeds.PairedDifferences;

/** What the results say, in three sentences: on the data that matter most, against five trainings, and elsewhere. */
final class ClaimVerdict {

    /** A p-value below this is called more than chance. */
    private static final double SIGNIFICANCE = 0.05;

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

    /** The sentences; fewer where results are missing. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (groups.isEmpty()) {
            return sentences;
        }
        ResultGroup main = groups.get(0);
        sentences.add(onTheMain(main));
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
                "On %s with the %s, five snapshots of one training predict %.2f %% of the test images right (%sthe last of"
                        + " them alone %.2f %%), and the same budget in one cosine cycle %.2f %%: %s%s.",
                name(group.data()),
                group.network(),
                100 * snapshots.accuracy(),
                lastThree(group, snapshots),
                100 * snapshots.mean(pair -> pair.one().lastAccuracy()),
                100 * snapshots.otherAccuracy(),
                outcome(snapshots),
                bestWithoutRestarts(group, snapshots));
    }

    private static String lastThree(ResultGroup group, SeedPairs snapshots) {
        SeedPairs last = pairs(group, ClaimRecipes.LAST_SNAPSHOTS, ClaimRecipes.SNAPSHOTS);
        return last.size() < snapshots.size()
                ? ""
                : String.format(Locale.ROOT, "the last three of them %.2f %%, ", 100 * last.accuracy());
    }

    /** Names a schedule without restarts that does better than the one that all are held against. */
    private static String bestWithoutRestarts(ResultGroup group, SeedPairs snapshots) {
        return ClaimRecipes.WITHOUT_RESTARTS.stream()
                .filter(recipe -> pairs(group, recipe, ClaimRecipes.SNAPSHOTS).size() == snapshots.size())
                .max(Comparator.comparingDouble(recipe -> accuracyBeside(group, recipe)))
                .filter(recipe -> !recipe.equals(ClaimRecipes.REFERENCE))
                .map(recipe -> String.format(
                        Locale.ROOT,
                        "; of the trainings without restarts %s does best, %.2f %%",
                        recipe.replace(",", " with"),
                        100 * accuracyBeside(group, recipe)))
                .orElse("");
    }

    /** Over the seeds under which there are snapshots, too. */
    private static double accuracyBeside(ResultGroup group, String recipe) {
        return pairs(group, recipe, ClaimRecipes.SNAPSHOTS).accuracy();
    }

    private static String outcome(SeedPairs pairs) {
        String points = String.format(Locale.ROOT, "%.2f", Math.abs(pairs.points()));
        String difference = points.equals("0.00")
                ? "no difference"
                : "a " + (pairs.points() < 0 ? "loss" : "gain") + " of " + points + " points";
        return difference + certainty(pairs);
    }

    private static String certainty(SeedPairs pairs) {
        return (pairs.size() == 1 ? " under " : " over ")
                + seeds(pairs)
                + pairs.overSeeds().flatMap(ClaimVerdict::tested).orElse("");
    }

    private static String seeds(SeedPairs pairs) {
        return pairs.size() == 1 ? "one seed" : pairs.size() + " seeds";
    }

    private static Optional<String> tested(PairedDifferences test) {
        return test.interval(Interval.REPORT_LEVEL).map(interval -> {
            String p = SeedPairs.probability(test.pValue().orElseThrow());
            return String.format(
                    Locale.ROOT,
                    " (95 %% interval %+.2f to %+.2f, p %s by a paired t-test)",
                    100 * interval.low(),
                    100 * interval.high(),
                    p.startsWith("<") ? p : "= " + p);
        });
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
                            "%s, %s (%+.2f points)",
                            name(group.data()),
                            group.network(),
                            snapshots.points()));
        }
        boolean also = Finding.of(snapshots(groups.get(0))) == Finding.PAY;
        String sentence = found.entrySet().stream()
                .map(entry -> entry.getKey().words(also) + String.join("; ", entry.getValue()))
                .collect(Collectors.joining("; "));
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".";
    }

    /** What the seeds say of snapshots. */
    private enum Finding {
        PAY,
        NO_GAIN,
        BEHIND,
        LOSE,
        TOO_FEW_SEEDS;

        static Finding of(SeedPairs pairs) {
            Optional<PairedDifferences> test = pairs.overSeeds();
            boolean level = Math.abs(pairs.points()) < LEVEL;
            if (test.isEmpty() || (test.get().pValue().isEmpty() && !level)) {
                return TOO_FEW_SEEDS;
            }
            if (test.get().pValue().orElse(1) < SIGNIFICANCE) {
                return pairs.points() > 0 ? PAY : LOSE;
            }
            return pairs.points() > 0 || level ? NO_GAIN : BEHIND;
        }

        String words(boolean also) {
            return switch (this) {
                case PAY -> "snapshots " + (also ? "also " : "") + "pay on ";
                case NO_GAIN -> "no gain beyond chance is shown on ";
                case BEHIND -> "snapshots are behind, though not beyond chance, on ";
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
