package org.snapshotensemble.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Task;

/**
 * Labeled data that were sent to the executors once, for tasks that each need all of them, as folds and seeds do.
 *
 * <pre>{@code
 * try (SparkData digits = SparkData.broadcast(spark, DataSource.parse("digits").load())) {
 *     SparkRuns.of(spark).train(List.of(1L, 2L, 3L), (seed, folder) -> train(digits.value(), seed, folder), runs);
 * }
 * }</pre>
 */
public final class SparkData implements Serializable, AutoCloseable {

    private static final long serialVersionUID = 1L;

    private final Broadcast<Sent> sent;

    private SparkData(Broadcast<Sent> sent) {
        this.sent = sent;
    }

    /**
     * Sends data to the executors, bytes of images as 32-bit floats.
     *
     * @throws IllegalArgumentException if features or labels have 2 GB or more
     */
    public static SparkData broadcast(JavaSparkContext spark, LabelledData data) {
        return new SparkData(spark.broadcast(new Sent(data)));
    }

    /** Returns the data, in whatever process this is asked; the one and same object in all its tasks. */
    public LabelledData value() {
        return sent.value().data();
    }

    /** Takes the data back from the executors; tasks that come later do not find them. */
    @Override
    public void close() {
        sent.destroy();
    }

    /** What is sent, and the data that an executor has made of it. Plain fields, for any serializer. */
    private static final class Sent implements Serializable {

        private static final long serialVersionUID = 1L;

        private final StoredArray features;
        private final StoredArray labels;
        private final String source;
        private final String sha256;
        private final String task;
        private final ArrayList<String> columns;
        private final ArrayList<String> classes;
        private final int[] imageSize;
        private transient @Nullable LabelledData restored;

        Sent(LabelledData data) {
            DataDescription description = data.description();
            features = StoredArray.of(data.features());
            labels = StoredArray.of(data.labels());
            source = description.source();
            sha256 = description.sha256();
            task = description.task().name();
            columns = new ArrayList<>(description.columns());
            classes = new ArrayList<>(description.classes());
            imageSize = description
                    .imageSize()
                    .map(size -> new int[] {size.height(), size.width(), size.channels()})
                    .orElse(new int[0]);
        }

        synchronized LabelledData data() {
            LabelledData made = restored;
            if (made == null) {
                made = new LabelledData(features.array(), labels.array(), description());
                restored = made;
            }
            return made;
        }

        private DataDescription description() {
            return new DataDescription(
                    source,
                    sha256,
                    Task.valueOf(task),
                    List.copyOf(columns),
                    List.copyOf(classes),
                    imageSize.length == 0
                            ? Optional.empty()
                            : Optional.of(new ImageSize(imageSize[0], imageSize[1], imageSize[2])));
        }
    }
}
