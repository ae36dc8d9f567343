package org.snapshotensemble.data;

import com.google.common.primitives.Doubles;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A preprocessing's numbers, ready for any number of batches, from any number of threads. */
public final class Scaler {

    private final INDArray offset;
    private final INDArray divisor;

    /**
     * @param preprocessing of another kind than none
     */
    Scaler(Preprocessing preprocessing) {
        this.offset = row(preprocessing.offset());
        this.divisor = row(preprocessing.divisor());
    }

    private static INDArray row(List<Double> numbers) {
        return Nd4j.createFromArray(Doubles.toArray(numbers)).castTo(DataType.FLOAT);
    }

    /**
     * {@code (raw - offset) / divisor} as 32-bit floats, {@code [examples, …]}; a new array.
     *
     * @throws IllegalArgumentException if the examples have another number of values
     */
    public INDArray apply(INDArray raw) {
        INDArray flat = flat("raw", raw);
        INDArray distance = flat.dataType() == DataType.FLOAT
                ? flat.subRowVector(offset)
                : flat.castTo(DataType.FLOAT).subiRowVector(offset);
        return distance.diviRowVector(divisor).reshape('c', raw.shape());
    }

    /**
     * {@code scaled * divisor + offset} with the numbers that {@link #apply} uses, {@code [examples, …]}; a new array.
     *
     * @throws IllegalArgumentException if the examples have another number of values
     */
    public INDArray undo(INDArray scaled) {
        INDArray flat = flat("scaled", scaled);
        return flat.castTo(DataType.DOUBLE)
                .mulRowVector(divisor.castTo(DataType.DOUBLE))
                .addiRowVector(offset.castTo(DataType.DOUBLE))
                .castTo(scaled.dataType())
                .reshape('c', scaled.shape());
    }

    private INDArray flat(String name, INDArray array) {
        INDArray flat = Rows.flat(name, array);
        if (flat.size(1) != offset.length()) {
            throw new IllegalArgumentException(name + " must have " + offset.length()
                    + " values an example, as the run's training data had, had " + flat.size(1));
        }
        return flat;
    }
}
