package org.snapshotensemble.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.ensemble.Cascade;
import org.snapshotensemble.ensemble.CascadePrediction;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.EnsembleEvaluator;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.train.SnapshotTrainer;
import org.snapshotensemble.validation.CascadeChoice;
import org.snapshotensemble.validation.GreedySelection;
import org.snapshotensemble.validation.SimplexWeights;
import org.snapshotensemble.validation.Temperature;
import org.snapshotensemble.validation.ValidationAnswers;

/**
 * Which members, how much each counts, how sure they are together, and how many must be asked: all chosen on validation
 * data, then measured on test data. Run it with a folder for a run.
 */
public final class ChoosingOnValidation {

    private static final long SEED = 1;
    private static final int BATCH_SIZE = 32;

    private ChoosingOnValidation() {}

    public static void main(String[] arguments) throws IOException {
        chooseAndMeasure(Path.of(arguments[0]), 20).forEach(System.out::println);
    }

    /** Trains six members and returns what each choice gives, a line each. */
    static List<String> chooseAndMeasure(Path run, int epochs) throws IOException {
        DataParts parts = DataParts.split(DataSource.parse("digits").load(), 0.2, 0.2, SEED);
        Preprocessing scaling =
                Preprocessing.fit(Preprocessing.Kind.RANGE, parts.train().features());
        BatchSource validation = inOrder(parts.validation().orElseThrow(), scaling);
        BatchSource test = inOrder(parts.test(), scaling);
        train(run, parts.train(), scaling, epochs);

        List<String> lines = new ArrayList<>();
        try (Ensemble all = Ensemble.load(run)) {
            ValidationAnswers answers = ValidationAnswers.of(all, validation);
            lines.add(measured("all alike", all, test));

            GreedySelection greedy = GreedySelection.of(answers);
            lines.add(measured("greedy " + greedy.counts(), greedy.applyTo(all), test));

            SimplexWeights weights = SimplexWeights.of(answers);
            lines.add(measured("weighted", all.with(weights.combiner()), test));

            Temperature temperature = Temperature.of(answers, all.combiner());
            lines.add(measured(
                    format("temperature %.2f", temperature.value()), all.with(temperature.of(all.combiner())), test));

            CascadeChoice choice = CascadeChoice.of(answers);
            INDArray images = scaling.apply(parts.test().features());
            CascadePrediction cheaper = new Cascade(all, choice.rule()).predict(images);
            lines.add(format(
                    "cascade: %.2f of %d members asked of an image, accuracy %.4f",
                    cheaper.meanMembersAsked(),
                    all.size(),
                    accuracy(cheaper.output(), parts.test().classIndices())));
        }
        return lines;
    }

    private static String measured(String name, Ensemble ensemble, BatchSource test) {
        EnsembleReport report = EnsembleEvaluator.of(ensemble).evaluate(test);
        return format(
                "%s: accuracy %.4f, log loss %.4f",
                name, report.ensemble().accuracy(), report.ensemble().logLoss());
    }

    private static double accuracy(INDArray probabilities, int[] labels) {
        int[] classes = probabilities.argMax(1).toIntVector();
        int right = 0;
        for (int example = 0; example < labels.length; example++) {
            right += classes[example] == labels[example] ? 1 : 0;
        }
        return (double) right / labels.length;
    }

    private static void train(Path run, LabelledData train, Preprocessing scaling, int epochs) {
        BatchSource batches = BatchSource.shuffled(scaling.apply(train.features()), train.labels(), BATCH_SIZE, SEED);
        SnapshotTrainer.of(
                        Architecture.parse("mlp").network(NetworkShape.of(train), SEED, new Nesterovs(0.1, 0.9)),
                        Schedules.snapshotCosine(0.1, epochs * batches.batchesPerEpoch(), 6))
                .saveTo(run)
                .epochs(epochs)
                .train(batches);
    }

    private static BatchSource inOrder(LabelledData part, Preprocessing scaling) {
        return BatchSource.inOrder(scaling.apply(part.features()), part.labels(), BATCH_SIZE);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
