package org.snapshotensemble.benchmarks.claim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.snapshotensemble.benchmarks.claim.Cell.PredictingMembers;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.network.Probability;
import org.snapshotensemble.snapshot.RecordedData;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.TrainingRecord;
import org.snapshotensemble.validation.Temperature;
import org.snapshotensemble.validation.ValidationAnswers;

/**
 * Measures run folders on the data that their manifests name. The temperature is fitted on the validation part; where there
 * is none, there is no figure at a temperature.
 */
final class RunMeasurement implements CellMeasurement {

    @Override
    public Measured measure(PredictingMembers members, List<Path> runs) throws IOException {
        List<Run> all = new ArrayList<>();
        for (Path folder : runs) {
            all.addAll(RunFolders.in(folder));
        }
        List<Run> predicting = RunFolders.in(runs.get(runs.size() - 1));
        DataParts parts = RecordedData.parts(predicting.get(0));
        PredictedParts answers = PredictedParts.of(members, predicting, parts);
        Map<String, Double> figures = new TreeMap<>();
        figures.put(
                CellResult.SECONDS,
                all.stream().mapToDouble(RunMeasurement::seconds).sum());
        figures.put(CellResult.PREDICTION_SECONDS, answers.seconds());
        figures.put(CellResult.MEMBERS, (double) answers.test().size(0));
        BitSet correct = addTest(figures, answers, parts.test());
        parts.validation().ifPresent(part -> addValidated(figures, answers, part, parts.test()));
        return new Measured(figures, CorrectExamples.text(correct));
    }

    private static double seconds(Run run) {
        return run.manifest()
                .training()
                .map(TrainingRecord::seconds)
                .orElseThrow()
                .orElseThrow();
    }

    private static BitSet addTest(Map<String, Double> figures, PredictedParts answers, LabelledData test) {
        int[] truth = test.classIndices();
        INDArray combined = combined(answers.test());
        BitSet correct = correct(combined, truth);
        figures.put(CellResult.ACCURACY, correct.cardinality() / (double) truth.length);
        figures.put(CellResult.LOG_LOSS, logLoss(combined, truth));
        long members = answers.test().size(0);
        figures.put(CellResult.LAST_ACCURACY, accuracy(member(answers.test(), members - 1), truth));
        return correct;
    }

    private static void addValidated(
            Map<String, Double> figures, PredictedParts answers, LabelledData validation, LabelledData test) {
        INDArray fittedOn = answers.validation().orElseThrow();
        int[] truth = test.classIndices();
        int[] validationTruth = validation.classIndices();
        figures.put(CellResult.VALIDATION_ACCURACY, accuracy(combined(fittedOn), validationTruth));
        Temperature temperature = Temperature.of(
                ValidationAnswers.of(OutputKind.MULTICLASS, fittedOn, validation.labels()), Combiner.mean());
        INDArray tempered = temperature.of(Combiner.mean()).combine(answers.test(), OutputKind.MULTICLASS);
        figures.put(CellResult.TEMPERED_LOG_LOSS, logLoss(tempered, truth));
    }

    private static INDArray combined(INDArray members) {
        return Combiner.mean().combine(members, OutputKind.MULTICLASS);
    }

    private static INDArray member(INDArray members, long index) {
        return members.get(NDArrayIndex.point(index), NDArrayIndex.all(), NDArrayIndex.all());
    }

    private static double accuracy(INDArray probabilities, int[] truth) {
        return correct(probabilities, truth).cardinality() / (double) truth.length;
    }

    private static BitSet correct(INDArray probabilities, int[] truth) {
        int[] classes = Nd4j.argMax(probabilities, 1).toIntVector();
        BitSet correct = new BitSet(truth.length);
        for (int example = 0; example < truth.length; example++) {
            correct.set(example, classes[example] == truth[example]);
        }
        return correct;
    }

    private static double logLoss(INDArray probabilities, int[] truth) {
        double sum = 0;
        for (int example = 0; example < truth.length; example++) {
            sum -= Math.log(Math.max(probabilities.getDouble(example, truth[example]), Probability.SMALLEST));
        }
        return sum / truth.length;
    }
}
