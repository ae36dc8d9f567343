package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.train.SnapshotTrainer;

/** Runs of a person's own program, with networks that the command does not make, predicted by the command. */
final class PredictedNetworksTest {

    private static final int EXAMPLES = 64;

    @TempDir
    private Path folder;

    private static INDArray features() {
        Random random = new Random(3);
        INDArray features = Nd4j.create(EXAMPLES, 2);
        for (int i = 0; i < features.length(); i++) {
            features.putScalar(i, random.nextGaussian());
        }
        return features;
    }

    private void train(LossFunction loss, Activation activation, INDArray labels, DataRecord record, Scaling scaling) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Nesterovs(0.1, 0.9))
                .list()
                .layer(new OutputLayer.Builder(loss)
                        .nOut(labels.size(1))
                        .activation(activation)
                        .build())
                .setInputType(InputType.feedForward(2))
                .build());
        network.init();
        SnapshotTrainer.of(network, Schedules.snapshotCosine(0.2, 320, 2))
                .saveTo(folder.resolve("run"))
                .epochs(40)
                .data(record)
                .train(BatchSource.inOrder(
                        scaling.features().apply(features()), scaling.targets().apply(labels), EXAMPLES / 8));
    }

    private static DataRecord record(Task task, List<String> classes, Scaling scaling) {
        return DataRecord.of(
                new DataDescription("mine", "0".repeat(64), task, List.of("a", "b"), classes, Optional.empty()),
                scaling,
                new DataRecord.SplitRecord(0.2, 0, 1),
                Optional.empty());
    }

    private List<String> predict() throws IOException {
        StringBuilder rows = new StringBuilder("b,a\n");
        for (float[] row : features().toFloatMatrix()) {
            rows.append(row[1]).append(',').append(row[0]).append('\n');
        }
        Path file = Files.writeString(folder.resolve("new.csv"), rows);
        CommandRun predicted =
                CommandRun.of("predict", "--run", folder.resolve("run").toString(), "--data", "csv:" + file);
        assertThat(predicted.status()).as(predicted.err()).isZero();
        return predicted.out().lines().toList();
    }

    @Test
    void predict_severalTargets_givesEachInItsUnitWithItsSpread() throws IOException {
        INDArray targets = Nd4j.hstack(
                features().getColumn(0, true).mul(3_000).addi(90_000),
                features().getColumn(1, true).mul(-0.01));
        LabelledData data = new LabelledData(
                features(),
                targets,
                new DataDescription(
                        "mine", "0".repeat(64), Task.REGRESSION, List.of("a", "b"), List.of(), Optional.empty()));
        Scaling scaling = Scaling.fit(Preprocessing.Kind.STANDARDIZE, Preprocessing.Kind.STANDARDIZE, data);
        train(LossFunction.MSE, Activation.IDENTITY, targets, record(Task.REGRESSION, List.of(), scaling), scaling);

        List<String> lines = predict();
        assertThat(lines.get(0)).isEqualTo("row,target_0,spread_0,target_1,spread_1");
        for (int row = 0; row < EXAMPLES; row++) {
            String[] cells = lines.get(1 + row).split(",", -1);
            assertThat(Double.parseDouble(cells[1])).isEqualTo(targets.getDouble(row, 0), within(60.0));
            assertThat(Double.parseDouble(cells[2])).isBetween(0.0, 60.0);
            assertThat(Double.parseDouble(cells[3])).isEqualTo(targets.getDouble(row, 1), within(2e-4));
            assertThat(Double.parseDouble(cells[4])).isBetween(0.0, 2e-4);
        }
    }

    @Test
    void predict_singleSigmoid_givesBothClasses() throws IOException {
        INDArray second = features().getColumn(0, true).gt(0).castTo(features().dataType());
        train(
                LossFunction.XENT,
                Activation.SIGMOID,
                second,
                record(Task.CLASSIFICATION, List.of("no", "yes"), Scaling.none()),
                Scaling.none());

        List<String> lines = predict();
        assertThat(lines.get(0)).isEqualTo("row,class,p_no,p_yes,spread");
        int right = 0;
        for (int row = 0; row < EXAMPLES; row++) {
            String[] cells = lines.get(1 + row).split(",", -1);
            double yes = Double.parseDouble(cells[3]);
            assertThat(Double.parseDouble(cells[2]) + yes).isEqualTo(1, within(1e-12));
            assertThat(cells[1]).isEqualTo(yes > 0.5 ? "yes" : "no");
            assertThat(Double.parseDouble(cells[4])).isBetween(0.0, 0.5);
            right += cells[1].equals(second.getDouble(row, 0) > 0 ? "yes" : "no") ? 1 : 0;
        }
        assertThat(right).isGreaterThan(55);
    }

    /** A table has a class for each row, and so two columns of labels. */
    @Test
    void evaluate_singleSigmoid_takesATablesClasses() throws IOException {
        INDArray second = features().getColumn(0, true).gt(0).castTo(features().dataType());
        train(
                LossFunction.XENT,
                Activation.SIGMOID,
                second,
                record(Task.CLASSIFICATION, List.of("no", "yes"), Scaling.none()),
                Scaling.none());
        StringBuilder rows = new StringBuilder("a,b,answer\n");
        for (float[] row : features().toFloatMatrix()) {
            rows.append(row[0]).append(',').append(row[1]).append(row[0] > 0 ? ",yes\n" : ",no\n");
        }
        Path file = Files.writeString(folder.resolve("known.csv"), rows);
        Path outputs = folder.resolve("p.npy");

        CommandRun evaluated = CommandRun.of(
                "evaluate",
                "--run",
                folder.resolve("run").toString(),
                "--data",
                "csv:" + file + "?label=answer",
                "--probabilities",
                outputs.toString());
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).startsWith("Ensemble of 2 members on 64 examples");
        byte[] npy = Files.readAllBytes(outputs);
        assertThat(new String(npy, StandardCharsets.ISO_8859_1)).contains("'shape': (2, 64, 2)");
        FloatBuffer values = ByteBuffer.wrap(npy, npy.length - 4 * 2 * EXAMPLES * 2, 4 * 2 * EXAMPLES * 2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        int right = 0;
        for (int row = 0; row < EXAMPLES; row++) {
            float no = values.get(2 * row);
            float yes = values.get(2 * row + 1);
            assertThat(no + yes).isEqualTo(1, within(1e-6f));
            right += yes > no == second.getDouble(row, 0) > 0 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(55);
    }
}
