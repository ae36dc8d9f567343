package org.snapshotensemble.validation;

import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.network.OutputKind;

/** Members of several qualities, from a generator that is easily written again in another language. */
final class SyntheticAnswers {

    private long state;

    private SyntheticAnswers(long seed) {
        state = seed;
    }

    /** Knuth's MMIX generator; the upper 53 bits as a fraction. */
    private double next() {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (state >>> 11) / (double) (1L << 53);
    }

    /** A later member knows the label better; one answer in seven stands on its head. */
    static ValidationAnswers classification(long seed, int members, int examples, int classes) {
        SyntheticAnswers random = new SyntheticAnswers(seed);
        double[][] labels = new double[examples][classes];
        int[] truth = new int[examples];
        for (int i = 0; i < examples; i++) {
            truth[i] = (int) (random.next() * classes);
            labels[i][truth[i]] = 1;
        }
        double[][][] answers = new double[members][examples][];
        for (int member = 0; member < members; member++) {
            for (int i = 0; i < examples; i++) {
                answers[member][i] = random.distribution(classes, truth[i], 0.5 + 0.4 * member);
            }
        }
        return ValidationAnswers.of(OutputKind.MULTICLASS, Nd4j.create(answers), Nd4j.create(labels));
    }

    private double[] distribution(int classes, int truth, double knowledge) {
        double[] values = new double[classes];
        for (int c = 0; c < classes; c++) {
            values[c] = 3 * next();
        }
        values[truth] += knowledge;
        boolean onItsHead = next() < 0.15;
        double[] probabilities = new double[classes];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            probabilities[c] = Math.exp(values[onItsHead ? classes - 1 - c : c]);
            sum += probabilities[c];
        }
        for (int c = 0; c < classes; c++) {
            probabilities[c] /= sum;
        }
        return probabilities;
    }

    /** The targets and a noise that grows with the member; the second member besides is a tenth too high. */
    static ValidationAnswers regression(long seed, int members, int examples, int targets) {
        SyntheticAnswers random = new SyntheticAnswers(seed);
        double[][] labels = new double[examples][targets];
        for (double[] label : labels) {
            for (int c = 0; c < targets; c++) {
                label[c] = 2 * random.next() - 1;
            }
        }
        double[][][] answers = new double[members][examples][targets];
        for (int member = 0; member < members; member++) {
            for (int i = 0; i < examples; i++) {
                for (int c = 0; c < targets; c++) {
                    answers[member][i][c] =
                            labels[i][c] + (random.next() - 0.5) * (1 + 0.3 * member) + (member == 1 ? 0.1 : 0);
                }
            }
        }
        return ValidationAnswers.of(OutputKind.REGRESSION, Nd4j.create(answers), Nd4j.create(labels));
    }
}
