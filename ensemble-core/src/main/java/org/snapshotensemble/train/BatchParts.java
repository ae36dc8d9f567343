package org.snapshotensemble.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Cuts a batch along its examples. */
final class BatchParts {

    private BatchParts() {}

    /** Returns whether all arrays have the same number of examples. */
    static boolean canBeCut(MultiDataSet batch) {
        long examples = examples(batch);
        return arrays(batch).allMatch(array -> array.size(0) == examples);
    }

    /** Returns the number of examples of the first features. */
    static int examples(MultiDataSet batch) {
        return (int) batch.getFeatures(0).size(0);
    }

    /**
     * Returns views of consecutive examples; the longer parts, by one example, come first.
     *
     * @param count parts, from 1 to the number of examples
     */
    static List<MultiDataSet> cut(MultiDataSet batch, int count) {
        if (count == 1) {
            return List.of(batch);
        }
        int examples = examples(batch);
        List<MultiDataSet> parts = new ArrayList<>();
        int begin = 0;
        for (int part = 0; part < count; part++) {
            int end = begin + examples / count + (part < examples % count ? 1 : 0);
            parts.add(new org.nd4j.linalg.dataset.MultiDataSet(
                    rows(batch.getFeatures(), begin, end),
                    rows(batch.getLabels(), begin, end),
                    rows(batch.getFeaturesMaskArrays(), begin, end),
                    rows(batch.getLabelsMaskArrays(), begin, end)));
            begin = end;
        }
        return parts;
    }

    private static INDArray @Nullable [] rows(INDArray @Nullable [] arrays, int begin, int end) {
        if (arrays == null) {
            return null;
        }
        INDArray[] views = new INDArray[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            if (arrays[i] != null) {
                INDArrayIndex[] indices = NDArrayIndex.allFor(arrays[i]);
                indices[0] = NDArrayIndex.interval(begin, end);
                views[i] = arrays[i].get(indices);
            }
        }
        return views;
    }

    private static Stream<INDArray> arrays(MultiDataSet batch) {
        return Stream.of(
                        batch.getFeatures(),
                        batch.getLabels(),
                        batch.getFeaturesMaskArrays(),
                        batch.getLabelsMaskArrays())
                .filter(Objects::nonNull)
                .flatMap(Stream::of)
                .filter(Objects::nonNull);
    }
}
