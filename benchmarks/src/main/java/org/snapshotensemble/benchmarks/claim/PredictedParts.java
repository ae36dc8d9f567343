package org.snapshotensemble.benchmarks.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.averaging.AveragingData;
import org.snapshotensemble.averaging.WeightAverage;
import org.snapshotensemble.benchmarks.claim.Cell.PredictingMembers;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.snapshot.Run;

/**
 * What members say of validation and test part.
 *
 * @param validation {@code [members, examples, classes]}; empty where there is no such part
 * @param test {@code [members, examples, classes]}
 * @param seconds that all members took for the test part
 */
record PredictedParts(Optional<INDArray> validation, INDArray test, double seconds) {

    private static final int BATCH = 500;

    /** Says what the members of one part say. */
    @FunctionalInterface
    private interface Predictor {
        /** Returns {@code [members, examples, classes]}. */
        INDArray predict(INDArray features);
    }

    /**
     * Lets them predict.
     *
     * @param runs one, or where seeds predict, one a seed
     * @param parts the data of the first run
     */
    static PredictedParts of(PredictingMembers members, List<Run> runs, DataParts parts) {
        List<PredictedParts> each = new ArrayList<>();
        for (Run run : runs) {
            each.add(
                    members == PredictingMembers.AVERAGED_WEIGHTS
                            ? averaged(run, parts)
                            : snapshots(run, members, parts));
        }
        return new PredictedParts(
                parts.validation()
                        .map(part -> stacked(each.stream()
                                .map(one -> one.validation().orElseThrow())
                                .toList())),
                stacked(each.stream().map(PredictedParts::test).toList()),
                each.stream().mapToDouble(PredictedParts::seconds).sum());
    }

    private static PredictedParts snapshots(Run run, PredictingMembers members, DataParts parts) {
        MemberSelection selection = switch (members) {
            case SEEDS -> MemberSelection.last(1);
            case LAST_THREE -> MemberSelection.last(3);
            case SNAPSHOTS, AVERAGED_WEIGHTS -> MemberSelection.all();
        };
        try (Ensemble ensemble = Ensemble.load(run.folder(), selection)) {
            return of(
                    features -> ensemble.predict(ensemble.preprocess(features)).members(), parts);
        }
    }

    private static PredictedParts averaged(Run run, DataParts parts) {
        Scaling scaling = run.manifest().scaling().orElseThrow();
        LabelledData validation = parts.validation().orElseThrow();
        BatchSource training = BatchSource.inOrder(parts.train(), scaling, BATCH);
        Model network = WeightAverage.of(
                        run,
                        MemberSelection.all(),
                        AveragingData.validatedOn(BatchSource.inOrder(validation, scaling, BATCH))
                                .trainedOn(training))
                .model();
        return of(features -> Nd4j.expandDims(output(network, scaling.features().apply(features)), 0), parts);
    }

    private static INDArray output(Model network, INDArray features) {
        List<INDArray> outputs = new ArrayList<>();
        BatchSource.inOrder(features, features, BATCH)
                .epoch(0)
                .forEachRemaining(batch -> outputs.add(outputOf(network, batch)));
        return Nd4j.concat(0, outputs.toArray(new INDArray[0]));
    }

    private static INDArray outputOf(Model network, MultiDataSet batch) {
        return network instanceof ComputationGraph graph
                ? graph.outputSingle(batch.getFeatures(0))
                : ((MultiLayerNetwork) network).output(batch.getFeatures(0));
    }

    private static PredictedParts of(Predictor predictor, DataParts parts) {
        INDArray features = parts.test().features();
        // The first prediction also warms up.
        INDArray first =
                predictor.predict(parts.validation().map(LabelledData::features).orElse(features));
        long begin = System.nanoTime();
        INDArray test = predictor.predict(features);
        double seconds = (System.nanoTime() - begin) / 1e9;
        return new PredictedParts(parts.validation().map(part -> first), test, seconds);
    }

    private static INDArray stacked(List<INDArray> members) {
        return members.size() == 1 ? members.get(0) : Nd4j.concat(0, members.toArray(new INDArray[0]));
    }
}
