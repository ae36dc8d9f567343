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

    /** The batches that are measured, in order: an ensemble answers in the targets' own unit, so only features are scaled. */
    static BatchSource batches(LabelledData examples, Preprocessing features) {
        return BatchSource.inOrder(examples, Scaling.ofFeatures(features), BATCH_SIZE);
    }

    /**
     * Measures.
     *
     * @param batches the batches of the data
     */
    static EnsembleReport measure(Ensemble ensemble, Combiner combiner, MeasuredData data, BatchSource batches) {
        List<Ensemble> opened = new ArrayList<>();
        try {
            EnsembleEvaluator evaluator =
                    EnsembleEvaluator.of(ensemble.with(combiner)).data(data.description());
            for (Run baseline : ensemble.run().baselines()) {
                Ensemble loaded = Ensemble.load(baseline.folder());
                opened.add(loaded);
                evaluator = evaluator.baseline(baseline.manifest().schedule(), loaded);
            }
            EnsembleReport report = evaluator.evaluate(batches);
            return data.note().map(report::withNote).orElse(report);
        } finally {
            opened.forEach(Ensemble::close);
        }
    }
}
