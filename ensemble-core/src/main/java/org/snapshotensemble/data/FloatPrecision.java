package org.snapshotensemble.data;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Whether a table's columns survive being 32-bit floats: at 1,000,000,000 two of those are 64 apart, so that a column from
 * there to ten more becomes one number.
 */
final class FloatPrecision {

    /** Of a column's whole range: what is lost beyond that may be what the column is there for. */
    private static final double MOST_LOST = 0.01;

    /** Of a column's values: a smaller range is what 64-bit arithmetic leaves of a constant, 0.1 + 0.2 for 0.3. */
    private static final double ROUNDING = 1e-12;

    private final double[] min;
    private final double[] max;
    private final double[] error;

    FloatPrecision(int features) {
        this.min = new double[features];
        this.max = new double[features];
        this.error = new double[features];
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
    }

    /**
     * Takes a value.
     *
     * @param cell its text, a number
     * @param value the float that was made of it
     */
    void add(int feature, String cell, float value) {
        double exact = mayLose(feature, value) ? Double.parseDouble(cell.strip()) : value;
        min[feature] = Math.min(min[feature], exact);
        max[feature] = Math.max(max[feature], exact);
        error[feature] = Math.max(error[feature], Math.abs(exact - value));
    }

    /**
     * Whether the column's range up to here, and this value, is so small that floats may not do; else the text need not be
     * read a second time. What is too small for a float at all is 0 by intent.
     */
    private boolean mayLose(int feature, float value) {
        double low = Math.min(min[feature], value);
        double high = Math.max(max[feature], value);
        double mostError = Math.ulp((float) Math.max(Math.abs(low), Math.abs(high))) / 2;
        return Math.abs(value) >= Float.MIN_NORMAL && mostError > MOST_LOST * (high - low);
    }

    /** Takes a value of whose text no float was made yet. */
    void add(int feature, String cell) {
        add(feature, cell, CsvNumber.parse(cell));
    }

    /** The first column that loses what tells its values apart. */
    OptionalInt firstLost() {
        for (int feature = 0; feature < min.length; feature++) {
            double range = max[feature] - min[feature];
            double largest = Math.max(Math.abs(min[feature]), Math.abs(max[feature]));
            if (error[feature] > MOST_LOST * range && range > ROUNDING * largest) {
                return OptionalInt.of(feature);
            }
        }
        return OptionalInt.empty();
    }

    /** What messages say of a column that is lost. */
    String describe(int feature) {
        return "must have values that 32-bit floats can tell apart, has some from " + min[feature] + " to "
                + max[feature] + "; subtract a number near them first";
    }
}
