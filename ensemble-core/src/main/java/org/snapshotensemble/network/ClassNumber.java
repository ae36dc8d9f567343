package org.snapshotensemble.network;

/** A label that is the number of a class, from 0, as a sparse loss takes it, and not one value a class. */
public final class ClassNumber {

    private ClassNumber() {}

    /**
     * Returns the class.
     *
     * @throws IllegalArgumentException if it is the number of none
     */
    public static int of(double label, int classes) {
        if (label != Math.rint(label) || label < 0 || label >= classes) {
            throw new IllegalArgumentException(
                    "label must be one-hot or a class from 0 to " + (classes - 1) + ", was " + label);
        }
        return (int) label;
    }
}
