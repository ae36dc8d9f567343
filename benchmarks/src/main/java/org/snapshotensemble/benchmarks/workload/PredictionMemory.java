package org.snapshotensemble.benchmarks.workload;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.Prediction;

/**
 * What a process holds at most while it predicts a number of examples, so many in each call. Every call gets the same array,
 * as of a caller who fills one buffer again and again: what grows is then not hers.
 */
final class PredictionMemory implements Workload {

    private static final double BYTES_PER_MEGABYTE = 1 << 20;

    @Override
    public Map<String, Double> measure(Arguments arguments) {
        int examples = arguments.count("examples");
        int perCall = arguments.count("perCall");
        long arrayBytes = 0;
        try (Ensemble ensemble = Ensemble.load(arguments.path("run"))) {
            INDArray features = Nd4j.rand(DataType.FLOAT, perCall, 1, SyntheticImages.SIZE, SyntheticImages.SIZE);
            for (int done = 0; done < examples; done += perCall) {
                Prediction prediction = ensemble.predict(features);
                arrayBytes = bytes(features) + bytes(prediction.members()) + bytes(prediction.exactOutput(0));
            }
        }
        Map<String, Double> measured = new HashMap<>();
        OptionalDouble peak = ResidentMemory.peakMegabytes();
        if (peak.isPresent()) {
            measured.put("peakMegabytes", peak.getAsDouble());
            measured.put("beyondArraysMegabytes", peak.getAsDouble() - arrayBytes / BYTES_PER_MEGABYTE);
        }
        return measured;
    }

    private static long bytes(INDArray array) {
        return array.length() * array.dataType().width();
    }
}
