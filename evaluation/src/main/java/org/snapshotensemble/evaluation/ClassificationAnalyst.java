package org.snapshotensemble.evaluation;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.core.Sum;
import org.snapshotensemble.evaluation.calibration.CalibrationTally;
import org.snapshotensemble.evaluation.diversity.Diversity;
import org.snapshotensemble.evaluation.uncertainty.ClassUncertaintyTally;
import org.snapshotensemble.network.LikeliestClass;
import org.snapshotensemble.validation.Temperature;

/** Gathers what a {@link ClassificationAnalysis} needs, example by example. */
final class ClassificationAnalyst {

    private final Optional<Temperature> temperature;
    private final CalibrationTally calibration;
    private final CalibrationTally tempered;
    private final Sum temperedLogLoss = Sum.create();
    private final ClassUncertaintyTally uncertainty = new ClassUncertaintyTally();
    private int examples;

    ClassificationAnalyst(int classes, Optional<Temperature> temperature) {
        this.temperature = temperature;
        calibration = new CalibrationTally(classes);
        tempered = new CalibrationTally(classes);
    }

    /**
     * Takes in an example.
     *
     * @param actual its class
     * @param members what each member says, {@code [members][classes]}
     * @param ensemble what the ensemble says, {@code [classes]}
     */
    void add(int actual, List<double[]> members, double[] ensemble) {
        calibration.add(actual, ensemble);
        uncertainty.add(members, LikeliestClass.of(ensemble) == actual);
        temperature.ifPresent(fitted -> {
            double[] row = fitted.applyTo(ensemble);
            tempered.add(actual, row);
            temperedLogLoss.add(ClassificationTally.logLoss(row[actual]));
        });
        examples++;
    }

    /**
     * Analyses the examples so far, of which there is at least one.
     *
     * @param right for each member, the examples that it has right
     */
    ClassificationAnalysis analysis(List<BitSet> right) {
        return new ClassificationAnalysis(
                calibration.calibration(),
                temperature.map(fitted -> new TemperedFigures(
                        fitted.value(), temperedLogLoss.getAsDouble() / examples, tempered.calibration())),
                uncertainty.means(),
                right.size() < 2 ? Optional.empty() : Optional.of(Diversity.of(right, examples)));
    }
}
