package org.snapshotensemble.evaluation;

/** 200 examples of four classes and members' probabilities for them, from formulas that are easily written in NumPy too. */
public final class WavyMembers {

    public static final int EXAMPLES = 200;
    public static final int CLASSES = 4;

    private WavyMembers() {}

    /** The class of an example, from 0. */
    public static int actual(int example) {
        return (7 * example * example + 3 * example + example / 5) % CLASSES;
    }

    /** What a member says of an example, one probability a class. */
    public static double[] probabilities(int member, int example) {
        double[] probabilities = new double[CLASSES];
        double sum = 0;
        for (int label = 0; label < CLASSES; label++) {
            double known = label == actual(example) ? 1.5 * (1 + 0.8 * Math.sin(example)) : 0;
            probabilities[label] = Math.exp(2 * Math.sin(example * (label + 1.0) + member) + known);
            sum += probabilities[label];
        }
        for (int label = 0; label < CLASSES; label++) {
            probabilities[label] /= sum;
        }
        return probabilities;
    }
}
