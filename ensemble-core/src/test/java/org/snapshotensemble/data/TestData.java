package org.snapshotensemble.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small made-up data. */
final class TestData {

    static final String SHA256 = "0123456789abcdef".repeat(4);

    private TestData() {}

    /** One feature, the example's index; the class of example i is {@code classOf[i]}. */
    static LabelledData classes(int classes, int... classOf) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, classOf.length, classes);
        for (int example = 0; example < classOf.length; example++) {
            labels.putScalar(example, classOf[example], 1);
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(i -> "class" + i).toList();
        return new LabelledData(
                index(classOf.length),
                labels,
                new DataDescription("test", SHA256, Task.CLASSIFICATION, List.of("index"), names, Optional.empty()));
    }

    /** One feature, the example's index; the target is its double. */
    static LabelledData targets(int examples) {
        return new LabelledData(
                index(examples),
                index(examples).mul(2),
                new DataDescription("test", SHA256, Task.REGRESSION, List.of("index"), List.of(), Optional.empty()));
    }

    /** The same as from another source. */
    static DataDescription describedAs(String source, DataDescription data) {
        return new DataDescription(source, SHA256, data.task(), data.columns(), data.classes(), data.imageSize());
    }

    private static INDArray index(int examples) {
        return Nd4j.arange(examples).castTo(DataType.FLOAT).reshape(examples, 1);
    }
}
