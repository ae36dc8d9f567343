package org.snapshotensemble.data;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Labels that are numbers to be predicted. */
final class CsvTargets implements CsvLabels {

    private final FloatRows targets = new FloatRows(1);

    @Override
    public void add(String cell) {
        targets.add(CsvNumber.parse(cell));
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
