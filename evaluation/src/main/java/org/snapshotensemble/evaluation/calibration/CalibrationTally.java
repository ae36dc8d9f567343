package org.snapshotensemble.evaluation.calibration;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.snapshotensemble.network.LikeliestClass;

/** Gathers the examples of a {@link Calibration} one by one, and keeps none of them. */
public final class CalibrationTally {

    /** As in Guo et al. 2017. */
    public static final int BINS = 15;

    private final Bins likeliest;
    private final ImmutableList<Bins> classes;
    private int examples;

    /**
     * A tally with {@value #BINS} bins.
     *
     * @param classes how many classes there are, at least 2
     */
    public CalibrationTally(int classes) {
        this(classes, BINS);
    }

    /**
     * A tally.
     *
     * @param classes how many classes there are, at least 2
     * @param bins how many bins of equal width, at least 1
     */
    public CalibrationTally(int classes, int bins) {
        checkArgument(classes >= 2, "classes must be >= 2, was %s", classes);
        checkArgument(bins > 0, "bins must be > 0, was %s", bins);
        likeliest = new Bins(bins);
        this.classes =
                IntStream.range(0, classes).mapToObj(label -> new Bins(bins)).collect(ImmutableList.toImmutableList());
    }

    /**
     * Takes in an example.
     *
     * @param actual its class, from 0
     * @param probabilities one a class, each in [0, 1]
     */
    public void add(int actual, double[] probabilities) {
        checkArgument(
                probabilities.length == classes.size(),
                "probabilities must be %s, were %s",
                classes.size(),
                probabilities.length);
        int predicted = LikeliestClass.of(probabilities);
        for (int label = 0; label < probabilities.length; label++) {
            classes.get(label).add(probabilities[label], label == actual);
        }
        likeliest.add(probabilities[predicted], predicted == actual);
        examples++;
    }

    /** Returns the calibration of the examples so far, of which there is at least one. */
    public Calibration calibration() {
        checkState(examples > 0, "there must be >= 1 example, was 0");
        double classwise = classes.stream().mapToDouble(Bins::error).sum() / classes.size();
        return new Calibration(likeliest.diagram(), classwise / examples);
    }

    /** Sums a bin. */
    private static final class Bins {

        private final int[] counts;
        private final int[] hits;
        private final double[] probabilities;

        Bins(int bins) {
            counts = new int[bins];
            hits = new int[bins];
            probabilities = new double[bins];
        }

        void add(double probability, boolean hit) {
            int bin = (int) Math.ceil(probability * counts.length) - 1;
            int within = Math.min(Math.max(bin, 0), counts.length - 1);
            counts[within]++;
            hits[within] += hit ? 1 : 0;
            probabilities[within] += probability;
        }

        /** The sum of the bins' distances, each times its examples. */
        double error() {
            return IntStream.range(0, counts.length)
                    .mapToDouble(bin -> Math.abs(hits[bin] - probabilities[bin]))
                    .sum();
        }

        ImmutableList<ReliabilityBin> diagram() {
            return IntStream.range(0, counts.length)
                    .mapToObj(bin -> new ReliabilityBin(
                            (double) bin / counts.length,
                            (bin + 1.0) / counts.length,
                            counts[bin],
                            probabilities[bin] / counts[bin],
                            (double) hits[bin] / counts[bin]))
                    .collect(ImmutableList.toImmutableList());
        }
    }
}
