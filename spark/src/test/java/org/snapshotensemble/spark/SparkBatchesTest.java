package org.snapshotensemble.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.train.Dl4jSchedule;
import org.snapshotensemble.train.SnapshotTrainer;

@ExtendWith(LocalSpark.class)
class SparkBatchesTest {

    private static final int EXAMPLES = 200;
    private static final int FEATURES = 6;
    private static final int STEPS = 20;
    private static final CyclicSchedule SCHEDULE = Schedules.snapshotCosine(0.1, STEPS, 4);

    @TempDir
    Path folder;

    static Stream<Arguments> updaters() {
        return Stream.of(
                        new Sgd(Dl4jSchedule.of(SCHEDULE)),
                        new Nesterovs(Dl4jSchedule.of(SCHEDULE), 0.9),
                        new Adam(Dl4jSchedule.of(SCHEDULE)))
                .flatMap(updater -> Stream.of(Arguments.of(updater, 0.0), Arguments.of(updater, 0.01)));
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void twentySteps_areThoseOfDeeplearning4jOnTheFullBatch(IUpdater updater, double l2, JavaSparkContext spark)
            throws IOException {
        MultiLayerNetwork alone = dense(updater, l2);
        MultiLayerNetwork together = dense(updater, l2);
        DataSet all = examples(EXAMPLES);
        for (int step = 0; step < STEPS; step++) {
            alone.fit(all);
        }
        try (SparkBatches batches = SparkBatches.ofDataSets(rdd(spark, all, 4), EXAMPLES, 1)) {
            assertThat(batches.batchesPerEpoch()).isEqualTo(1);
            Run run = trainer(together, "run").epochs(STEPS).train(batches);
            assertThat(run.snapshots()).hasSize(4);
            assertThat(run.manifest().training().orElseThrow().batchSize()).isEqualTo(EXAMPLES);
        }
        assertThat(together.getIterationCount()).isEqualTo(STEPS);
        assertThat(together.params().sub(alone.params()).amaxNumber().doubleValue())
                .isLessThan(1e-6);
        // And it has learnt something, or that would say little.
        assertThat(together.score(all)).isLessThan(0.8 * dense(updater, l2).score(all));
    }

    @Test
    void miniBatches_ofManyPartitions_areThoseThatTheSeedDraws(JavaSparkContext spark) {
        // Seven partitions are added in groups; they have 28 or 29 examples.
        DataSet all = examples(EXAMPLES);
        MultiLayerNetwork together = dense(new Nesterovs(0.1), 0.01);
        MultiLayerNetwork alone = dense(new Nesterovs(0.1), 0.01);
        JavaRDD<DataSet> examples = rdd(spark, all, 7);
        Run remote;
        try (SparkBatches batches = SparkBatches.ofDataSets(examples, 43, 9)) {
            assertThat(batches.batchesPerEpoch()).isEqualTo(5);
            assertThat(batches.batchSize()).isEqualTo(40);
            assertThat(batches.parts()).isEqualTo(7);
            remote = trainer(together, "remote").epochs(4).train(batches);
        }
        List<List<DataSet>> partitions = examples.glom().collect();
        Run local = trainer(alone, "local").epochs(4).workers(1).train(new Drawn(partitions, 43, 9));
        assertThat(together.params().sub(alone.params()).amaxNumber().doubleValue())
                .isLessThan(1e-6);
        assertThat(remote.snapshots())
                .extracting(snapshot -> snapshot.iteration())
                .isEqualTo(local.snapshots().stream()
                        .map(snapshot -> snapshot.iteration())
                        .toList());
    }

    /** The same batches, put together on this machine by the draw of each partition. */
    private record Drawn(List<List<DataSet>> partitions, BatchDraw draw) implements BatchSource {

        Drawn(List<List<DataSet>> partitions, int batchSize, long seed) {
            this(
                    partitions,
                    BatchDraw.of(partitions.stream().mapToInt(List::size).toArray(), batchSize, seed));
        }

        @Override
        public int batchesPerEpoch() {
            return draw.batches();
        }

        @Override
        public Iterator<MultiDataSet> epoch(int epoch) {
            return IntStream.range(0, draw.batches())
                    .mapToObj(batch -> batch(epoch, batch))
                    .iterator();
        }

        private MultiDataSet batch(int epoch, int batch) {
            List<DataSet> chosen = new ArrayList<>();
            for (int partition = 0; partition < partitions.size(); partition++) {
                for (int row : draw.share(draw.order(partition, epoch), partition, batch)) {
                    chosen.add(partitions.get(partition).get(row));
                }
            }
            return DataSet.merge(chosen).toMultiDataSet();
        }
    }

    @Test
    void graphOfSeveralInputsAndOutputs_isTrained(JavaSparkContext spark) {
        DataSet all = examples(EXAMPLES);
        INDArray targets = all.getFeatures().sum(true, 1);
        MultiDataSet both = new org.nd4j.linalg.dataset.MultiDataSet(
                new INDArray[] {all.getFeatures(), all.getFeatures().mul(-2)},
                new INDArray[] {all.getLabels(), targets});
        assertEqualToLocal(spark, SparkBatchesTest::graph, both);
    }

    @Test
    void seriesWithMasks_areTrained(JavaSparkContext spark) {
        Random random = new Random(5);
        INDArray features = Nd4j.rand(3L, new long[] {60, 3, 7}).subi(0.5);
        INDArray labels = Nd4j.zeros(60, 2, 7);
        INDArray mask = Nd4j.ones(60, 7);
        for (int row = 0; row < 60; row++) {
            for (int step = 0; step < 7; step++) {
                labels.putScalar(new int[] {row, random.nextInt(2), step}, 1);
                mask.putScalar(row, step, step < 3 + row % 5 ? 1 : 0);
            }
        }
        assertEqualToLocal(
                spark,
                SparkBatchesTest::recurrent,
                new org.nd4j.linalg.dataset.MultiDataSet(
                        new INDArray[] {features}, new INDArray[] {labels}, new INDArray[] {mask}, new INDArray[] {mask
                        }));
    }

    /** The loss of a masked series is divided by the examples: one full batch, in partitions of any size. */
    private void assertEqualToLocal(JavaSparkContext spark, Supplier<Model> networks, MultiDataSet all) {
        Model alone = networks.get();
        Model together = networks.get();
        trainer(alone, "local").epochs(8).workers(1).train(BatchSource.inOrder(all, 1000));
        try (SparkBatches batches = SparkBatches.of(spark.parallelize(ones(all), 3), 1000, 1)) {
            trainer(together, "remote").epochs(8).train(batches);
        }
        assertThat(together.params().sub(alone.params()).amaxNumber().doubleValue())
                .isLessThan(1e-6);
        assertThat(together.params().sub(networks.get().params()).amaxNumber().doubleValue())
                .isGreaterThan(1e-2);
    }

    /** An element for each example. */
    private static List<MultiDataSet> ones(MultiDataSet all) {
        return new ArrayList<>(all.asList());
    }

    @Test
    void elementsOfSeveralExamples_countByTheirExamples(JavaSparkContext spark) {
        DataSet all = examples(EXAMPLES);
        try (SparkBatches batches = SparkBatches.ofDataSets(spark.parallelize(all.batchBy(30), 2), 50, 1)) {
            assertThat(batches.batchesPerEpoch()).isEqualTo(4);
            assertThat(batches.example().getFeatures(0)).isEqualTo(all.get(0).getFeatures());
        }
    }

    @Test
    void dropout_repeatsToTheBit_whicheverTaskComesFirst(JavaSparkContext spark) throws IOException {
        List<Run> runs = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            try (SparkBatches batches = SparkBatches.ofDataSets(rdd(spark, examples(EXAMPLES), 9), 50, 1)) {
                runs.add(trainer(droppingOut(), name).epochs(3).train(batches));
            }
        }
        SameRuns.assertSame(runs.get(1), runs.get(0));
    }

    @Test
    void brokenRun_goesOnToTheSameBits(JavaSparkContext spark) throws IOException {
        try (SparkBatches batches = SparkBatches.ofDataSets(rdd(spark, examples(EXAMPLES), 5), 50, 1)) {
            Run whole = trainer(droppingOut(), "whole").epochs(3).train(batches);
            MultiLayerNetwork begun = droppingOut();
            Run broken = trainer(begun, "broken")
                    .epochs(3)
                    .stopWhen(() -> begun.getIterationCount() >= 7)
                    .train(batches);
            assertThat(broken.unfinished()).isPresent();
            Run again = trainer(droppingOut(), "broken").epochs(3).resume().train(batches);
            SameRuns.assertSame(again, whole);
        }
        try (SparkBatches others = SparkBatches.ofDataSets(rdd(spark, examples(EXAMPLES), 4), 50, 1)) {
            MultiLayerNetwork begun = droppingOut();
            trainer(begun, "four")
                    .epochs(3)
                    .stopWhen(() -> begun.getIterationCount() >= 7)
                    .train(others);
        }
        try (SparkBatches batches = SparkBatches.ofDataSets(rdd(spark, examples(EXAMPLES), 5), 50, 1)) {
            SnapshotTrainer trainer = trainer(droppingOut(), "four").epochs(3).resume();
            assertThatThrownBy(() -> trainer.train(batches))
                    .isInstanceOf(RunException.class)
                    .hasMessageContaining("the workers were 4, are 5");
        }
    }

    @Test
    void sums_areTheSameBits_whateverTheOrderTheyComeIn() {
        List<PartialGradients> parts = new ArrayList<>();
        Random random = new Random(3);
        for (int partition = 0; partition < 20; partition++) {
            float[] values = new float[100];
            for (int index = 0; index < values.length; index++) {
                values[index] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(6)));
            }
            parts.add(PartialGradients.of(
                    partition, 2, 0.1 * partition, Nd4j.create(values).reshape(1, 100)));
        }
        float[] expected = PartialGradients.sum(parts).sums().toFloatVector();
        List<float[]> others = new ArrayList<>();
        for (int shuffle = 0; shuffle < 10; shuffle++) {
            Collections.shuffle(parts, random);
            PartialGradients sum = PartialGradients.sum(parts);
            assertThat(sum.sums().toFloatVector()).isEqualTo(expected);
            assertThat(sum.examples()).isEqualTo(40);
            others.add(plainSum(parts));
        }
        // As they come they would not be.
        assertThat(others).anySatisfy(other -> assertThat(other).isNotEqualTo(expected));
    }

    private static float[] plainSum(List<PartialGradients> parts) {
        INDArray sum = Nd4j.zeros(1, 100);
        parts.forEach(part -> sum.addi(part.sums()));
        return sum.toFloatVector();
    }

    @Test
    void partitionsWithoutExamples_doNoHarm(JavaSparkContext spark) {
        MultiLayerNetwork network = dense(new Sgd(0.1), 0);
        try (SparkBatches batches = SparkBatches.ofDataSets(rdd(spark, examples(3), 6), 2, 1)) {
            assertThat(batches.batchesPerEpoch()).isEqualTo(2);
            trainer(network, "run").epochs(10).train(batches);
        }
        assertThat(network.getIterationCount()).isEqualTo(20);
    }

    @Test
    void examplesThatAreNotAlike_areRefused(JavaSparkContext spark) {
        List<DataSet> mixed = new ArrayList<>(examples(5).asList());
        mixed.set(3, new DataSet(Nd4j.zeros(1, FEATURES + 1), Nd4j.zeros(1, 3)));
        assertThatThrownBy(() -> SparkBatches.ofDataSets(spark.parallelize(mixed, 1), 2, 1))
                .hasStackTraceContaining("partition 0, from example 3: examples must have arrays of the same shapes and"
                        + " types as the first one, masks included");
    }

    @Test
    void partitionThatHasOtherExamplesTheSecondTime_isFoundOut() {
        BatchDraw draw = BatchDraw.of(new int[] {8}, 2, 1);
        PartitionExamples again =
                PartitionExamples.of(0, List.of(examples(7).toMultiDataSet()).iterator());
        assertThatThrownBy(() -> again.share(draw, 0, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "partition 0 must have the 8 examples that it had at first, has 7 where it was computed again:"
                                + " its source must give the same each time");
    }

    @Test
    void noExample_orNoBatchSize_isRefused(JavaSparkContext spark) {
        assertThatThrownBy(() -> SparkBatches.ofDataSets(spark.emptyRDD(), 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("examples must be at least one, were none");
        assertThatThrownBy(() -> SparkBatches.ofDataSets(rdd(spark, examples(3), 1), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batchSize must be > 0, was 0");
    }

    @Test
    void failureInATask_endsTheTraining(JavaSparkContext spark) {
        // A network for other features than the examples have.
        MultiLayerNetwork network =
                SmallRuns.dense(1, new Sgd(0.1), 0, FEATURES + 1, LossFunction.MCXENT, Activation.SOFTMAX, 3);
        try (SparkBatches batches = SparkBatches.ofDataSets(rdd(spark, examples(20), 2), 10, 1)) {
            assertThatThrownBy(() -> trainer(network, "failed").epochs(10).train(batches))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("iteration 0: ");
        }
        assertThat(Run.isIn(folder.resolve("failed"))).isFalse();
        assertThat(network.getListeners()).isEmpty();
        assertThat(Network.of(network).iteration()).isZero();
    }

    private SnapshotTrainer trainer(Model network, String run) {
        return SnapshotTrainer.of(network, SCHEDULE).saveTo(folder.resolve(run));
    }

    private static JavaRDD<DataSet> rdd(JavaSparkContext spark, DataSet all, int partitions) {
        return spark.parallelize(all.asList(), partitions);
    }

    private static DataSet examples(int count) {
        Random random = new Random(7);
        float[][] features = new float[count][FEATURES];
        float[][] labels = new float[count][3];
        for (int row = 0; row < count; row++) {
            int label = random.nextInt(3);
            labels[row][label] = 1;
            for (int column = 0; column < FEATURES; column++) {
                features[row][column] = (float) (random.nextGaussian() / 2 + (column % 3 == label ? 1 : 0));
            }
        }
        return new DataSet(Nd4j.create(features), Nd4j.create(labels));
    }

    private static MultiLayerNetwork dense(IUpdater updater, double l2) {
        return SmallRuns.dense(1, updater.clone(), l2, FEATURES, LossFunction.MCXENT, Activation.SOFTMAX, 3);
    }

    private static MultiLayerNetwork droppingOut() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(2)
                .updater(new Nesterovs(0.1))
                .dropOut(new Dropout(0.7))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(12)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(FEATURES))
                .build());
        network.init();
        return network;
    }

    private static Model graph() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.1))
                .activation(Activation.TANH)
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer("l", new DenseLayer.Builder().nOut(5).build(), "left")
                .addLayer("r", new DenseLayer.Builder().nOut(5).build(), "right")
                .addVertex("both", new MergeVertex(), "l", "r")
                .addLayer(
                        "class",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "both")
                .addLayer(
                        "target",
                        new OutputLayer.Builder(LossFunction.MSE)
                                .nOut(1)
                                .activation(Activation.IDENTITY)
                                .build(),
                        "both")
                .setOutputs("class", "target")
                .setInputTypes(InputType.feedForward(FEATURES), InputType.feedForward(FEATURES))
                .build());
        graph.init();
        return graph;
    }

    private static Model recurrent() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.1))
                .list()
                .layer(new LSTM.Builder().nOut(4).activation(Activation.TANH).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(3, 7))
                .build());
        network.init();
        return network;
    }
}
