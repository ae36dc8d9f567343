package org.snapshotensemble.benchmarks.claim;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.snapshotensemble.evaluation.seeds.PairedDifferences;

/** What the results say, in three sentences: on the data that matter most, against five trainings, and elsewhere. */
final class ClaimVerdict {

    /** A p-value below this is no chance. */
    private static final double CHANCE = 0.05;

    private final List<ResultGroup> groups;

    /**
     * Reads results.
     *
     * @param groups the one that matters most first
     */
    ClaimVerdict(List<ResultGroup> groups) {
        this.groups =
                groups.stream().filter(group -> !differences(group).isEmpty()).toList();
    }

    /** The sentences; fewer where results are missing. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (groups.isEmpty()) {
            return sentences;
        }
        ResultGroup main = groups.get(0);
        sentences.add(onTheMain(main));
        main.accuracy(ClaimRecipes.INDEPENDENT).ifPresent(five -> sentences.add(againstFive(main, five)));
        if (groups.size() > 1) {
            sentences.add(elsewhere());
        }
        return sentences;
    }

    private static List<Double> differences(ResultGroup group) {
        return differences(group, ClaimRecipes.SNAPSHOTS, ClaimRecipes.REFERENCE);
    }

    /** Accuracy of a recipe less that of another, a seed each, in fractions. */
    private static List<Double> differences(ResultGroup group, String recipe, String other) {
        List<Double> differences = new ArrayList<>();
        for (CellResult result : group.done(recipe)) {
            group.done(other).stream()
                    .filter(reference -> reference.seed() == result.seed())
                    .forEach(reference -> differences.add(result.accuracy() - reference.accuracy()));
        }
        return differences;
    }

    private static String onTheMain(ResultGroup group) {
        return String.format(
                Locale.ROOT,
                "On %s with the %s, five snapshots of one training predict %.2f %% of the test images right, and the same"
                        + " budget in one cosine cycle %.2f %%: %s.",
                name(group.data()),
                group.network(),
                100 * group.accuracy(ClaimRecipes.SNAPSHOTS).orElseThrow(),
                100 * group.accuracy(ClaimRecipes.REFERENCE).orElseThrow(),
                outcome(differences(group)));
    }

    private static String outcome(List<Double> differences) {
        return String.format(
                Locale.ROOT,
                "a %s of %.2f points%s",
                mean(differences) < 0 ? "loss" : "gain",
                100 * Math.abs(mean(differences)),
                certainty(differences));
    }

    private static String certainty(List<Double> differences) {
        if (differences.size() < PairedDifferences.FEWEST_TO_TELL) {
            return differences.size() == 1 ? " under one seed" : " over " + differences.size() + " seeds";
        }
        OptionalDouble p = test(differences).pValue();
        return " over " + differences.size() + " seeds"
                + (p.isPresent() ? String.format(Locale.ROOT, ", p = %.3f by a paired t-test", p.getAsDouble()) : "");
    }

    private static String againstFive(ResultGroup group, double five) {
        double reference = group.accuracy(ClaimRecipes.REFERENCE).orElseThrow();
        double snapshots = group.accuracy(ClaimRecipes.SNAPSHOTS).orElseThrow();
        double possible = five - reference;
        String share = possible > 0 && snapshots > reference
                ? String.format(
                        Locale.ROOT,
                        ", so that one training gives %.0f %% of what five give",
                        100 * (snapshots - reference) / possible)
                : "";
        return String.format(
                Locale.ROOT,
                "Five networks trained apart, for five times the budget, reach %.2f %%%s%s.",
                100 * five,
                share,
                inOneTraining(group));
    }

    private static String inOneTraining(ResultGroup group) {
        List<Double> differences = differences(group, ClaimRecipes.LONG_SNAPSHOTS, ClaimRecipes.LONG_REFERENCE);
        return differences.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "; one training of that length %.2f %% in one cosine cycle and %.2f %% by five snapshots, %s",
                        100 * group.accuracy(ClaimRecipes.LONG_REFERENCE).orElseThrow(),
                        100 * group.accuracy(ClaimRecipes.LONG_SNAPSHOTS).orElseThrow(),
                        outcome(differences));
    }

    private String elsewhere() {
        Map<Finding, List<String>> found = new EnumMap<>(Finding.class);
        for (ResultGroup group : groups.subList(1, groups.size())) {
            List<Double> differences = differences(group);
            found.computeIfAbsent(Finding.of(differences), any -> new ArrayList<>())
                    .add(String.format(
                            Locale.ROOT,
                            "%s, %s (%+.2f points)",
                            name(group.data()),
                            group.network(),
                            100 * mean(differences)));
        }
        boolean also = Finding.of(differences(groups.get(0))) == Finding.PAY;
        String sentence = found.entrySet().stream()
                .map(entry -> entry.getKey().words(also) + String.join("; ", entry.getValue()))
                .collect(Collectors.joining("; "));
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1) + ".";
    }

    /** What the seeds say of snapshots. */
    private enum Finding {
        PAY,
        NO_GAIN,
        TOO_FEW_SEEDS;

        static Finding of(List<Double> differences) {
            if (differences.size() < PairedDifferences.FEWEST_TO_TELL) {
                return TOO_FEW_SEEDS;
            }
            boolean pay = mean(differences) > 0 && test(differences).pValue().orElse(1) < CHANCE;
            return pay ? PAY : NO_GAIN;
        }

        String words(boolean also) {
            return switch (this) {
                case PAY -> "snapshots " + (also ? "also " : "") + "pay on ";
                case NO_GAIN -> "no gain is shown on ";
                case TOO_FEW_SEEDS -> "too few seeds tell of ";
            };
        }
    }

    private static PairedDifferences test(List<Double> differences) {
        return PairedDifferences.of(
                differences.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
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
