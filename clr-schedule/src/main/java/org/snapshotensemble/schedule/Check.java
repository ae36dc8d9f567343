package org.snapshotensemble.schedule;

/** The rules that numbers of a schedule obey; each check returns the number, so that it can be used where it is set. */
final class Check {

    private Check() {}

    static int iteration(int iteration) {
        return notNegative("iteration", iteration);
    }

    static int notNegative(String name, int value) {
        require(value >= 0, name, ">= 0", value);
        return value;
    }

    static int positive(String name, int value) {
        require(value > 0, name, "> 0", value);
        return value;
    }

    static int even(String name, int value) {
        require(value % 2 == 0, name, "even", value);
        return value;
    }

    static double notNegative(String name, double value) {
        finite(name, value);
        require(value >= 0, name, ">= 0", value);
        return value + 0.0; // a negative zero becomes a plain one, so that equal numbers are equal values
    }

    static double positive(String name, double value) {
        finite(name, value);
        require(value > 0, name, "> 0", value);
        return value;
    }

    static double atLeastOne(String name, double value) {
        finite(name, value);
        require(value >= 1, name, ">= 1", value);
        return value;
    }

    /** A number in (0, 1]. */
    static double positiveFraction(String name, double value) {
        finite(name, value);
        require(value > 0 && value <= 1, name, "in (0, 1]", value);
        return value;
    }

    /** A number in [0, 1]. */
    static double fraction(String name, double value) {
        finite(name, value);
        require(value >= 0 && value <= 1, name, "in [0, 1]", value);
        return value + 0.0;
    }

    static void ordered(String lowName, double low, String highName, double high) {
        if (low > high) {
            throw new IllegalArgumentException(lowName + " must be <= " + highName + ", was " + lowName + "=" + low
                    + ", " + highName + "=" + high);
        }
    }

    private static void finite(String name, double value) {
        require(Double.isFinite(value), name, "finite", value);
    }

    private static void require(boolean holds, String name, String rule, Number value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", was " + value);
        }
    }
}
