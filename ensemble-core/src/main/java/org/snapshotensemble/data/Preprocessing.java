package org.snapshotensemble.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.primitives.Doubles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What is done to raw features before the network sees them: {@code (x - offset) / divisor}, feature by feature. The same
 * is done to the targets of a regression, and undone where the network's answers are read.
 *
 * <p>It is fitted on the training part alone and kept with the run, so that new data is treated as the training data
 * was.
 *
 * @param kind how the numbers were found
 * @param offset one number a feature; for images in the order {@code [channel, row, column]}; empty for
 *     {@link Kind#NONE}
 * @param divisor one number a feature, none of them 0
 */
public record Preprocessing(Kind kind, List<Double> offset, List<Double> divisor) {

    private static final int IMAGES_RANK = 4;

    /** How offset and divisor are found in the training part. */
    public enum Kind {
        /** Nothing is done. */
        @JsonProperty("none")
        NONE,
        /** To [0, 1]: the offset is the minimum, the divisor maximum less minimum. */
        @JsonProperty("range")
        RANGE,
        /** To mean 0 and variance 1: the offset is the mean, the divisor the population's standard deviation. */
        @JsonProperty("standardize")
        STANDARDIZE;

        /** The name in files and on the command line, in lower case. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * The kind with that {@link #text()}.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Kind parse(String text) {
            for (Kind kind : values()) {
                if (kind.text().equals(text)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(
                    "unknown preprocessing \"" + text + "\", known are: none, range, standardize");
        }
    }

    /** Copies the numbers and checks them. */
    public Preprocessing {
        offset = List.copyOf(offset);
        divisor = List.copyOf(divisor);
        if (offset.size() != divisor.size()) {
            throw new IllegalArgumentException(
                    "offset and divisor must have as many numbers, had " + offset.size() + " and " + divisor.size());
        }
        if ((kind == Kind.NONE) != (offset.size() == 0)) {
            throw new IllegalArgumentException("offset must have a number a feature, and none for kind none, had "
                    + offset.size() + " for kind " + kind.text());
        }
        for (int feature = 0; feature < offset.size(); feature++) {
            float subtracted = offset.get(feature).floatValue();
            float divided = divisor.get(feature).floatValue();
            if (!Float.isFinite(subtracted)) {
                throw new IllegalArgumentException("offset must be finite as a 32-bit float, was " + offset.get(feature)
                        + " for feature " + feature);
            }
            if (!Float.isFinite(divided) || divided == 0) {
                throw new IllegalArgumentException("divisor must be finite and not 0 as a 32-bit float, was "
                        + divisor.get(feature) + " for feature " + feature);
            }
        }
    }

    /** Leaves features as they are. */
    public static Preprocessing none() {
        return new Preprocessing(Kind.NONE, List.of(), List.of());
    }

    /**
     * The numbers of that kind for these examples. A feature that is constant in them gets divisor 1, so it becomes 0.
     * All pixels of an image's channel get the same numbers: scaled one by one, pixels that are seldom set would be blown
     * up.
     *
     * @param training raw features of the training part: rows {@code [examples, features]} or images
     *     {@code [examples, channels, height, width]}
     * @throws IllegalArgumentException if a value is not finite, or the values of a feature lie too far apart or too close
     *     together for 32-bit floats
     */
    public static Preprocessing fit(Kind kind, INDArray training) {
        Rows.count("features", training);
        return fit(kind, SelectedRows.all(training), feature -> "feature " + feature);
    }

    /**
     * As {@link #fit(Kind, INDArray)}.
     *
     * @param name what messages call the feature of a number
     */
    static Preprocessing fit(Kind kind, SelectedRows training, IntFunction<String> name) {
        if (kind == Kind.NONE) {
            return none();
        }
        FeatureStatistics statistics = FeatureStatistics.of(training);
        INDArray whole = training.whole();
        if (whole.rank() == IMAGES_RANK) {
            statistics = statistics.pooled((int) (whole.size(2) * whole.size(3)));
        }
        boolean range = kind == Kind.RANGE;
        double[] offset = range ? statistics.min() : statistics.mean();
        double[] divisor = range ? statistics.range() : statistics.deviation();
        for (int feature = 0; feature < divisor.length; feature++) {
            if (divisor[feature] == 0) {
                divisor[feature] = 1;
            }
            requireFloats(statistics, feature, offset[feature], divisor[feature], name);
        }
        return new Preprocessing(kind, Doubles.asList(offset), Doubles.asList(divisor));
    }

    /** What is computed of the training part in 32-bit floats must neither overflow nor be a division by 0. */
    private static void requireFloats(
            FeatureStatistics statistics, int feature, double offset, double divisor, IntFunction<String> name) {
        double min = statistics.min()[feature];
        double max = statistics.max()[feature];
        boolean far = Float.isInfinite((float) (max - offset))
                || Float.isInfinite((float) (min - offset))
                || Float.isInfinite((float) divisor);
        if (far || (float) divisor == 0) {
            throw new IllegalArgumentException(name.apply(feature)
                    + " must have values that 32-bit floats can tell apart" + " and subtract, has some from " + min
                    + " to " + max + ", too " + (far ? "far apart" : "close together"));
        }
    }

    /**
     * A new array of the same shape with the features as the network wants them, 32-bit floats.
     *
     * @param raw features as they were read, {@code [examples, …]}
     * @throws IllegalArgumentException if the examples have another number of features
     */
    public INDArray apply(INDArray raw) {
        return scaler().map(prepared -> prepared.apply(raw))
                .orElseGet(() -> raw.castTo(DataType.FLOAT).dup('c'));
    }

    /**
     * A new array of the same shape and type with the values as they were before {@link #apply}:
     * {@code x * divisor + offset}.
     *
     * @param scaled {@code [examples, …]}, such as what a network predicts that was trained on scaled targets
     * @throws IllegalArgumentException if the examples have another number of values
     */
    public INDArray undo(INDArray scaled) {
        return scaler().map(prepared -> prepared.undo(scaled)).orElseGet(() -> scaled.dup('c'));
    }

    /** The numbers made ready for many arrays; empty where nothing is to be done. */
    public Optional<Scaler> scaler() {
        return kind == Kind.NONE ? Optional.empty() : Optional.of(new Scaler(this));
    }

    @Override
    public String toString() {
        return "Preprocessing[kind=" + kind.text() + ", features=" + offset.size() + "]";
    }
}
