package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.evaluation.calibration.Calibration;
import org.snapshotensemble.evaluation.diversity.Diversity;
import org.snapshotensemble.evaluation.example.WonExample;
import org.snapshotensemble.evaluation.uncertainty.MeanUncertainty;

/**
 * Of a classification: whether its probabilities are what they say, and how different its members are.
 *
 * @param calibration of the ensemble's probabilities
 * @param tempered the same at a temperature, where one was fitted
 * @param uncertainty how unsure the ensemble is where it is right and where it is wrong
 * @param diversity of the members; absent where there is one alone
 * @param won some of the examples that the ensemble gets right and the best single member does not, in the data's order:
 *     the first ones
 */
public record ClassificationAnalysis(
        Calibration calibration,
        Optional<TemperedFigures> tempered,
        MeanUncertainty uncertainty,
        Optional<Diversity> diversity,
        List<WonExample> won)
        implements Analysis {

    public ClassificationAnalysis {
        won = ImmutableList.copyOf(won);
    }

    /** An analysis without examples. */
    public ClassificationAnalysis(
            Calibration calibration,
            Optional<TemperedFigures> tempered,
            MeanUncertainty uncertainty,
            Optional<Diversity> diversity) {
        this(calibration, tempered, uncertainty, diversity, List.of());
    }

    /** The same analysis with other examples. */
    public ClassificationAnalysis withWon(List<WonExample> examples) {
        return new ClassificationAnalysis(calibration, tempered, uncertainty, diversity, examples);
    }
}
