package org.snapshotensemble.cli;

import java.util.ArrayList;
import java.util.List;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.EnsembleEvaluator;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.snapshot.Run;

/** Measures an ensemble and the baselines that lie beside its run. */
final class RunReport {

    /** Examples in a batch at evaluation; one number everywhere, so that the same examples give the same bits. */
    static final int BATCH_SIZE = 256;

    private RunReport() {}

    /** What a report calls the part of a run's data that chose nothing. */
    static String describeTestPart(LabelledData test) {
        return test.description().source() + ", the run's test part";
    }

    /** The batches that are measured, in order: an ensemble answers in the targets' own unit, so only features are scaled. */
    static BatchSource batches(LabelledData examples, Preprocessing features) {
        return BatchSource.inOrder(examples, Scaling.ofFeatures(features), BATCH_SIZE);
    }

    /**
     * Measures.
     *
     * @param data what the report calls the examples
     */
    static EnsembleReport measure(Ensemble ensemble, Combiner combiner, String data, BatchSource examples) {
        List<Ensemble> opened = new ArrayList<>();
        try {
            EnsembleEvaluator evaluator =
                    EnsembleEvaluator.of(ensemble.with(combiner)).data(data);
            for (Run baseline : ensemble.run().baselines()) {
                Ensemble loaded = Ensemble.load(baseline.folder());
                opened.add(loaded);
                evaluator = evaluator.baseline(baseline.manifest().schedule(), loaded);
            }
            return evaluator.evaluate(examples);
        } finally {
            opened.forEach(Ensemble::close);
        }
    }
}
