package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.commons.numbers.core.Sum;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * The figures of one classifier.
 *
 * <p>With {@code n} examples, {@code p(i, c)} the probability that the model gives class {@code c} for example
 * {@code i}, and {@code y(i)} the label, in double precision:
 *
 * <ul>
 *   <li>predicted class: the lowest {@code c} with the largest {@code p(i, c)};
 *   <li>log loss: {@code -1/n Σ ln max(p(i, y(i)), 2.220446049250313E-16)}, natural logarithm;
 *   <li>Brier score (Brier 1950): {@code 1/n Σ Σ (p(i, c) - [c = y(i)])²}, in [0, 2].
 * </ul>
 *
 * Sums over examples are compensated, so that their order does not matter. A network with one sigmoid column is a
 * classifier of two classes with probabilities {@code 1 - p} and {@code p}.
 *
 * @param confusion labels against predicted classes, at least one example
 * @param classNames one name a class, in the order of the network's output
 * @param logLoss the log loss, {@code >= 0}
 * @param brier the Brier score, {@code >= 0}
 */
public record ClassificationMetrics(ConfusionMatrix confusion, List<String> classNames, double logLoss, double brier)
        implements Metrics {

    public ClassificationMetrics {
        classNames = ImmutableList.copyOf(classNames);
        checkArgument(confusion.total() > 0, "confusion must hold >= 1 example, held 0");
        checkArgument(
                classNames.size() == confusion.classes(),
                "classNames must have %s names, had %s",
                confusion.classes(),
                classNames.size());
        checkArgument(Double.isFinite(logLoss), "logLoss must be finite, was %s", logLoss);
        checkArgument(Double.isFinite(brier) && brier >= 0, "brier must be finite and >= 0, was %s", brier);
    }

    @Override
    public int examples() {
        return confusion.total();
    }

    /** The fraction of examples whose predicted class is their label, in [0, 1]. */
    public double accuracy() {
        return (double) confusion.right() / confusion.total();
    }

    /**
     * The 95 % Wilson score interval of the accuracy (Wilson 1927). Unlike the bootstrap's it has a width where all is
     * right or all is wrong.
     */
    public Interval accuracyInterval() {
        var wilson = BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(
                confusion.total(), confusion.right(), 1 - Interval.REPORT_LEVEL);
        return new Interval(wilson.getLowerBound(), wilson.getUpperBound(), Interval.REPORT_LEVEL);
    }

    /**
     * The unweighted mean of the classes' F1, in [0, 1]. As in scikit-learn, classes that neither a label nor a
     * prediction names are left out, and an F1 without a hit is 0.
     */
    public double macroF1() {
        List<ClassMetrics> occurring =
                perClass().stream().filter(ClassMetrics::occurs).toList();
        return Sum.of(occurring.stream().mapToDouble(ClassMetrics::f1).toArray())
                        .getAsDouble()
                / occurring.size();
    }

    /** Precision, recall, F1 and support of each class, in the order of the network's output; absent classes too. */
    public List<ClassMetrics> perClass() {
        ImmutableList.Builder<ClassMetrics> classes = ImmutableList.builder();
        int[] predictions = confusion.predictions();
        for (int label = 0; label < confusion.classes(); label++) {
            classes.add(new ClassMetrics(
                    classNames.get(label),
                    confusion.support(label),
                    predictions[label],
                    confusion.count(label, label)));
        }
        return classes.build();
    }
}
