package org.snapshotensemble.benchmarks.workload;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.MemberSelection;

/**
 * One caller that predicts again and again on the same examples, for a stretch of time. A third of that time before warms
 * up.
 */
final class EnsemblePrediction implements Workload {

    private static final int WARM_UP_SHARE = 3;

    @Override
    public Map<String, Double> measure(Arguments arguments) {
        int batch = arguments.count("batch");
        int members = arguments.count("members");
        long nanos = arguments.count("millis") * 1_000_000L;
        INDArray features = SyntheticImages.draw(batch, 2).features();
        try (Ensemble ensemble = Ensemble.load(arguments.path("run"), MemberSelection.last(members))) {
            Runnable call = () -> ensemble.predict(features).output();
            RepeatedCalls.during(nanos / WARM_UP_SHARE, call);
            RepeatedCalls calls = RepeatedCalls.during(nanos, call);
            double perSecond = batch * calls.perSecond();
            Map<String, Double> measured = new HashMap<>();
            measured.put("examplesPerSecond", perSecond);
            measured.put("memberExamplesPerSecond", members * perSecond);
            measured.put("medianMillis", calls.medianMillis());
            ResidentMemory.peakMegabytes().ifPresent(peak -> measured.put("peakMegabytes", peak));
            return measured;
        }
    }
}
