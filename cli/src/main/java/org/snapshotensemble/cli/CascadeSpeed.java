package org.snapshotensemble.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterators;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.ensemble.Cascade;
import org.snapshotensemble.ensemble.CascadeRule;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.Ensemble;

/**
 * What a cascade saves on this machine.
 *
 * @param asCascade examples a second, each asked of no more members than it must
 * @param ofAll examples a second, each asked of all members
 */
record CascadeSpeed(double asCascade, double ofAll) {

    /** Enough for seconds of a small network, and not for minutes of a large one. */
    private static final int MOST_BATCHES = 40;

    /**
     * Measures the two in turn, batch by batch, after a batch each that does not count.
     *
     * @param batches at least one, of one input
     */
    static CascadeSpeed measure(Ensemble ensemble, CascadeRule rule, BatchSource batches) {
        List<INDArray> features = ImmutableList.copyOf(
                Iterators.transform(Iterators.limit(batches.epoch(0), MOST_BATCHES), batch -> batch.getFeatures(0)));
        Cascade cascade = new Cascade(ensemble, rule);
        Ensemble all = ensemble.with(Combiner.mean());
        Consumer<INDArray> askedOfSome = batch -> cascade.predict(batch).output();
        Consumer<INDArray> askedOfAll = batch -> all.predict(batch).output();
        askedOfSome.accept(features.get(0));
        askedOfAll.accept(features.get(0));
        long examples = 0;
        long some = 0;
        long every = 0;
        for (INDArray batch : features) {
            examples += batch.size(0);
            some += nanos(askedOfSome, batch);
            every += nanos(askedOfAll, batch);
        }
        return new CascadeSpeed(1e9 * examples / some, 1e9 * examples / every);
    }

    private static long nanos(Consumer<INDArray> predict, INDArray batch) {
        long start = System.nanoTime();
        predict.accept(batch);
        return Math.max(1, System.nanoTime() - start);
    }

    /** The two in a line. */
    String line() {
        return String.format(
                Locale.ROOT, "Rows a second, here: %,.0f as a cascade, %,.0f asking all members.", asCascade, ofAll);
    }
}
