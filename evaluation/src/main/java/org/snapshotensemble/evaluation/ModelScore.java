package org.snapshotensemble.evaluation;

import java.util.List;

/**
 * How one model did on the examples of a report: a member, or members combined.
 *
 * <p>The accessors of figures forward to {@link #metrics()}. Those of a classification throw
 * {@link IllegalStateException} in the report of a regression, and the other way round; the message names what to ask
 * instead.
 */
public sealed interface ModelScore permits MemberScore, CombinedScore {

    /** The model's name: a member's id, {@code ensemble}, or a baseline's name. */
    String name();

    /** All figures of the model. */
    Metrics metrics();

    /** The figures of a classification. */
    default ClassificationMetrics classification() {
        if (metrics() instanceof ClassificationMetrics classification) {
            return classification;
        }
        throw new IllegalStateException("the report of a regression has no accuracy, log loss, Brier score or F1: "
                + "ask for rmse(), mae() or r2()");
    }

    /** The figures of a regression. */
    default RegressionMetrics regression() {
        if (metrics() instanceof RegressionMetrics regression) {
            return regression;
        }
        throw new IllegalStateException("the report of a classification has no RMSE, MAE or R²: "
                + "ask for accuracy(), logLoss(), brier() or macroF1()");
    }

    /** The fraction of examples predicted right, in [0, 1]. */
    default double accuracy() {
        return classification().accuracy();
    }

    /** The 95 % interval of the accuracy. */
    default Interval accuracyInterval() {
        return classification().accuracyInterval();
    }

    /** The mean negative natural logarithm of the probability of the true class. */
    default double logLoss() {
        return classification().logLoss();
    }

    /** The Brier score, in [0, 2]. */
    default double brier() {
        return classification().brier();
    }

    /** The unweighted mean of the classes' F1, in [0, 1]. */
    default double macroF1() {
        return classification().macroF1();
    }

    /** Labels against predicted classes. */
    default ConfusionMatrix confusion() {
        return classification().confusion();
    }

    /** Precision, recall, F1 and support of each class. */
    default List<ClassMetrics> perClass() {
        return classification().perClass();
    }

    /** Root mean squared error over all columns, in the unit of the labels. */
    default double rmse() {
        return regression().rmse();
    }

    /** The 95 % interval of the root mean squared error. */
    default Interval rmseInterval() {
        return regression().rmseInterval();
    }

    /** Mean absolute error over all columns, in the unit of the labels. */
    default double mae() {
        return regression().mae();
    }

    /** The mean of the columns' coefficients of determination, at most 1. */
    default double r2() {
        return regression().r2();
    }

    /** RMSE, MAE and R² of each output column. */
    default List<ColumnMetrics> perColumn() {
        return regression().perColumn();
    }
}
