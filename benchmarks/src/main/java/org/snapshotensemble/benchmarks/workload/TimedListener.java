package org.snapshotensemble.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;

/** Passes an iteration on to a listener and notes how long that one took. */
final class TimedListener extends BaseTrainingListener {

    private final TrainingListener listener;
    private final List<Double> nanos = new ArrayList<>();

    TimedListener(TrainingListener listener) {
        this.listener = listener;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        long before = System.nanoTime();
        listener.iterationDone(model, iteration, epoch);
        nanos.add((double) (System.nanoTime() - before));
    }

    /** Returns the listener's time of each iteration up to now, in order. */
    List<Double> nanos() {
        return List.copyOf(nanos);
    }
}
