package org.snapshotensemble.averaging;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.snapshot.Run;

/** The same numbers by loops over plain doubles. */
final class BruteForce {

    private BruteForce() {}

    /** The mean of the parameters of all snapshots. */
    static double[] mean(Run run) {
        double[] mean = new double[(int) run.manifest().model().parameters()];
        run.snapshots().forEach(snapshot -> {
            double[] member = doubles(run.restore(snapshot).parameters());
            Arrays.setAll(mean, i -> mean[i] + member[i]);
        });
        Arrays.setAll(mean, i -> mean[i] / run.snapshots().size());
        return mean;
    }

    /** Mean and variance of each channel of a batch, {@code [2][channels]}; columns, or channels of images. */
    static double[][] moments(INDArray batch) {
        int channels = (int) batch.size(1);
        double[][] moments = new double[2][channels];
        for (int channel = 0; channel < channels; channel++) {
            double[] values = doubles(batch.rank() == 4 ? batch.slice(channel, 1) : batch.getColumn(channel));
            double mean = Arrays.stream(values).sum() / values.length;
            moments[0][channel] = mean;
            moments[1][channel] =
                    Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / values.length;
        }
        return moments;
    }

    /** The batches' moments, each weighted by its examples. */
    static double[][] weighted(List<INDArray> batches) {
        double[][] sum = new double[2][(int) batches.get(0).size(1)];
        double examples = 0;
        for (INDArray batch : batches) {
            double[][] moments = moments(batch);
            for (int i = 0; i < 2; i++) {
                for (int channel = 0; channel < sum[i].length; channel++) {
                    sum[i][channel] += batch.size(0) * moments[i][channel];
                }
            }
            examples += batch.size(0);
        }
        for (double[] row : sum) {
            for (int channel = 0; channel < row.length; channel++) {
                row[channel] /= examples;
            }
        }
        return sum;
    }

    static double[] doubles(INDArray array) {
        return array.dup('c').reshape(array.length()).toDoubleVector();
    }
}
