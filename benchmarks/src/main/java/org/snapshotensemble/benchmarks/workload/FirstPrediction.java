package org.snapshotensemble.benchmarks.workload;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.ensemble.Ensemble;

/** From the launch of the process, whose time it is told, to the first answer of an ensemble of all members. */
final class FirstPrediction implements Workload {

    @Override
    public Map<String, Double> measure(Arguments arguments) {
        INDArray features = SyntheticImages.draw(1, 2).features();
        try (Ensemble ensemble = Ensemble.load(arguments.path("run"))) {
            ensemble.predict(features).output();
            double millis = System.currentTimeMillis() - arguments.millis("launchedAt");
            return Map.of("seconds", millis / 1000);
        }
    }
}
