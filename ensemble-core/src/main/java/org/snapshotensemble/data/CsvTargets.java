package org.snapshotensemble.data;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Labels that are numbers to be predicted. */
final class CsvTargets implements CsvLabels {

    /** A network's answers go beyond the targets, and their errors are squared. */
    private static final float LARGEST = 1e30f;

    private final FloatRows targets = new FloatRows(1);

    @Override
    public void add(String cell) {
        float target = CsvNumber.parse(cell);
        if (Math.abs(target) > LARGEST) {
            throw new IllegalArgumentException(
                    "must be a number from -1e30 to 1e30 where it is to be predicted, was " + Quote.of(cell));
        }
        targets.add(target);
    }

    @Override
    public List<String> classes() {
        return List.of();
    }

    @Override
    public INDArray take() {
        return targets.take();
    }
}
