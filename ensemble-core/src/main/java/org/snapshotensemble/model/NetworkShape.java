package org.snapshotensemble.model;

import java.util.Optional;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Task;

/**
 * What a network takes and gives.
 *
 * @param features values an example has, at least 1
 * @param imageSize the size of the images, where the examples are images {@code [examples, channels, height, width]};
 *     otherwise they are rows {@code [examples, features]}
 * @param outputs values a prediction has, at least 1: classes or targets
 * @param task what the outputs mean
 */
public record NetworkShape(int features, Optional<ImageSize> imageSize, int outputs, Task task) {

    /** Checks that there is something to take and to give. */
    public NetworkShape {
        if (features <= 0) {
            throw new IllegalArgumentException("features must be > 0, was " + features);
        }
        if (outputs <= 0) {
            throw new IllegalArgumentException("outputs must be > 0, was " + outputs);
        }
        if (task == Task.CLASSIFICATION && outputs < 2) {
            throw new IllegalArgumentException("outputs must be >= 2 for classification, was " + outputs);
        }
        if (imageSize.isPresent() && imageSize.get().values() != features) {
            throw new IllegalArgumentException("features must be those of " + imageSize.get() + ", "
                    + imageSize.get().values() + ", was " + features);
        }
    }

    /** The shape that fits the data. */
    public static NetworkShape of(LabelledData data) {
        DataDescription description = data.description();
        return new NetworkShape(
                description.columns().size(), description.imageSize(), data.outputs(), description.task());
    }
}
