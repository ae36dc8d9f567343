package org.snapshotensemble.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.train.Dl4jSchedule;
import org.snapshotensemble.train.SnapshotTrainer;

/** Every architecture, on data of every kind, through a whole run. */
final class ArchitectureRunTest {

    private static final ImageSize IMAGE = new ImageSize(6, 5, 2);
    private static final int EXAMPLES = 20;
    private static final int BATCH = 8;
    private static final int EPOCHS = 2;
    private static final long SEED = 5;
    private static final CyclicSchedule SCHEDULE = Schedules.snapshotCosine(0.01, 6, 2);

    @TempDir
    private Path folder;

    /** Made-up examples; the classes take turns, and as targets they are 0 or 1. */
    private record Examples(NetworkShape shape, INDArray features, INDArray labels) {

        static Examples of(String kind, Task task) {
            Optional<ImageSize> image = kind.equals("images") ? Optional.of(IMAGE) : Optional.empty();
            int values = image.map(ImageSize::values).orElse(ModelFiles.FEATURES);
            NetworkShape shape = new NetworkShape(values, image, ModelFiles.CLASSES, task);
            SplittableRandom random = new SplittableRandom(3);
            INDArray flat = Nd4j.createFromArray(
                            random.doubles((long) EXAMPLES * values).toArray())
                    .castTo(DataType.FLOAT);
            INDArray labels = Nd4j.zeros(DataType.FLOAT, EXAMPLES, ModelFiles.CLASSES);
            for (int example = 0; example < EXAMPLES; example++) {
                labels.putScalar(example, example % ModelFiles.CLASSES, 1);
            }
            INDArray features = image.isPresent()
                    ? flat.reshape(EXAMPLES, IMAGE.channels(), IMAGE.height(), IMAGE.width())
                    : flat.reshape(EXAMPLES, values);
            return new Examples(shape, features, labels);
        }

        BatchSource batches() {
            return BatchSource.shuffled(features, labels, BATCH, SEED);
        }
    }

    private String text(String model) {
        return switch (model) {
            case "rows.json" -> file(model, ModelFiles.rows(ModelFiles.FEATURES, ModelFiles.classes(3)));
            case "images.json" -> file(model, ModelFiles.images(IMAGE.height(), IMAGE.width(), IMAGE.channels()));
            case "graph.json" ->
                file(model, ModelFiles.graph(new Adam(0.5)).build().toJson());
            default -> model;
        };
    }

    private String file(String name, String json) {
        return ModelFiles.write(folder, name, json).toString();
    }

    private static Model network(String text, NetworkShape shape) {
        Architecture architecture = Architecture.parse(text);
        architecture.check(shape);
        return architecture.network(shape, SEED, new Nesterovs(Dl4jSchedule.of(SCHEDULE), 0.9));
    }

    private Run train(Model network, Examples examples, String name) {
        return SnapshotTrainer.of(network, SCHEDULE)
                .epochs(EPOCHS)
                .saveTo(folder.resolve(name))
                .train(examples.batches());
    }

    private static int[] outputBits(Network network, INDArray features) {
        return Bits.of(network.output(new INDArray[] {features}, null)[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "mlp, rows, CLASSIFICATION",
        "mlp, rows, REGRESSION",
        "mlp, images, CLASSIFICATION",
        "mlp, images, REGRESSION",
        "cnn, images, CLASSIFICATION",
        "cnn, images, REGRESSION",
        "resnet, images, CLASSIFICATION",
        "resnet, images, REGRESSION",
        "resnet14, images, CLASSIFICATION",
        "rows.json, rows, CLASSIFICATION",
        "images.json, images, CLASSIFICATION",
        "graph.json, rows, CLASSIFICATION",
    })
    void run_everyArchitecture_isRestoredAndRepeatedFromItsModelFileToTheBit(String model, String kind, Task task) {
        Examples examples = Examples.of(kind, task);
        Network trained = Network.of(network(text(model), examples.shape()));
        int[] initial = Bits.of(trained.parameters());

        Run run = train(trained.model(), examples, "run");

        assertThat(run.snapshots()).hasSize(2);
        Snapshot last = run.snapshots().get(1);
        Network restored = run.restore(last);
        assertThat(Bits.of(restored.parameters()))
                .isEqualTo(Bits.of(trained.parameters()))
                .isNotEqualTo(initial);
        INDArray output = restored.output(new INDArray[] {examples.features()}, null)[0];
        assertThat(output.shape()).containsExactly(EXAMPLES, ModelFiles.CLASSES);
        assertThat(BooleanIndexing.and(output, Conditions.isFinite())).isTrue();
        assertThat(Bits.of(output)).isEqualTo(outputBits(trained, examples.features()));

        Network again = Network.of(network(run.files().model().toString(), examples.shape()));
        train(again.model(), examples, "again");
        assertThat(Bits.of(again.parameters())).isEqualTo(Bits.of(trained.parameters()));
    }
}
