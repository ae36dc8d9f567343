package org.snapshotensemble.evaluation;

import java.util.Optional;
import org.snapshotensemble.evaluation.calibration.Calibration;
import org.snapshotensemble.evaluation.diversity.Diversity;
import org.snapshotensemble.evaluation.uncertainty.MeanUncertainty;

/**
 * Of a classification: whether its probabilities are what they say, and how different its members are.
 *
 * @param calibration of the ensemble's probabilities
 * @param tempered the same at a temperature, where one was fitted
 * @param uncertainty how unsure the ensemble is where it is right and where it is wrong
 * @param diversity of the members; absent where there is one alone
 */
public record ClassificationAnalysis(
        Calibration calibration,
        Optional<TemperedFigures> tempered,
        MeanUncertainty uncertainty,
        Optional<Diversity> diversity)
        implements Analysis {}
